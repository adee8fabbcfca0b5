package vn.ngatu.api.cases;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.PlateText;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.DuplicateRule;
import vn.ngatu.api.review.ReviewPolicy;

/** Finds the cases that tell of the same act as another, by {@link DuplicateRule}. */
final class Duplicates {

    private final ReviewPolicy policy;

    Duplicates(ReviewPolicy policy) {
        this.policy = policy;
    }

    /**
     * The id of a confirmed case with the same act as {@code of} if its plate is {@code plate}; empty where there is none or
     * where the plate or the time of the act is not known.
     */
    Optional<String> confirmed(Handle handle, Case of, @Nullable String plate) {
        Case.Act act = of.act();
        String key = PlateText.key(plate);
        if (act == null || key == null) {
            return Optional.empty();
        }
        List<Case> others = handle.createQuery("select * from cases where plate_key = :key and scene = :scene"
                        + " and kind = :kind and state in ('confirmed', 'exported') and id <> :id")
                .bind("key", key)
                .bind("scene", of.scene())
                .bind("kind", of.kind())
                .bind("id", of.id())
                .map((row, context) -> CaseTable.of(row))
                .list();
        return others.stream()
                .filter(other -> other.act() != null && DuplicateRule.same(of.kind(), act, other.act(), policy))
                .map(Case::id)
                .findFirst();
    }
}
