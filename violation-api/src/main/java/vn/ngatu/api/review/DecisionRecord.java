package vn.ngatu.api.review;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.PlateText;

/**
 * A decision that was made.
 *
 * @param number from 1, per case
 * @param stage whose turn it was
 * @param plate the plate that the officer saw or typed; null for none
 * @param takenAt when the officer got the case: the time between is what the decision took
 * @param undoneAt when it was taken back; null when it stands
 */
public record DecisionRecord(
        int number,
        Stage stage,
        String officer,
        Decision decision,
        @Nullable String plate,
        Instant takenAt,
        Instant decidedAt,
        @Nullable Instant undoneAt) {

    /** Whether it was not taken back. */
    public boolean stands() {
        return undoneAt == null;
    }

    /** Whether both say the same: both rejected, or both confirmed for the same plate. */
    boolean agrees(DecisionRecord other) {
        return decision.confirmed() == other.decision.confirmed()
                && (!decision.confirmed() || Objects.equals(PlateText.normal(plate), PlateText.normal(other.plate)));
    }
}
