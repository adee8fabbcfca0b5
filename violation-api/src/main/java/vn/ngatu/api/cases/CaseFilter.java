package vn.ngatu.api.cases;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;

/**
 * Which cases to list; null where everything is wanted.
 *
 * @param from the first {@link Case#listedAt} that counts
 * @param to the first that no longer counts
 * @param plate a plate or the start of one, in any spelling
 */
public record CaseFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Set<String> cameras,
        @Nullable Set<String> kinds,
        @Nullable Set<CaseState> states,
        @Nullable Set<String> vehicles,
        @Nullable String plate) {

    /** Every case. */
    public static final CaseFilter ALL = new CaseFilter(null, null, null, null, null, null, null);
}
