package vn.ngatu.api.review;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a case goes on once somebody has decided. */
public final class Course {

    private Course() {}

    /**
     * Where a case stands after a decision.
     *
     * @param decisive the decision that closes the case; null while it is open
     */
    public record Step(
            Stage stage, CaseState state, @Nullable DecisionRecord decisive) {}

    /**
     * The step after the last of {@code standing}, the decisions that were not taken back, in their order.
     *
     * @param second whether a second person has to look
     */
    public static Step after(List<DecisionRecord> standing, boolean second) {
        DecisionRecord last = standing.get(standing.size() - 1);
        return switch (last.stage()) {
            case FIRST -> second ? open(Stage.SECOND) : closed(last);
            case SECOND -> last.agrees(standing.get(0)) ? closed(last) : open(Stage.SUPERVISOR);
            case SUPERVISOR -> closed(last);
            case CLOSED -> throw new IllegalArgumentException("stage: closed (expected: one with a decision)");
        };
    }

    private static Step open(Stage stage) {
        return new Step(stage, CaseState.IN_REVIEW, null);
    }

    private static Step closed(DecisionRecord last) {
        return new Step(Stage.CLOSED, last.decision().confirmed() ? CaseState.CONFIRMED : CaseState.REJECTED, last);
    }
}
