package vn.ngatu.api.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.Case;

/**
 * A part of a list of cases, newest first.
 *
 * @param next where the next part begins, to be given back as it is; null at the end
 */
public record CasePage(List<Case> cases, @Nullable String next) {
    /** Copies the cases. */
    public CasePage {
        cases = List.copyOf(cases);
    }
}
