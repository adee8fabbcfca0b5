package vn.ngatu.api.http.cases;

import java.util.function.Supplier;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.security.access.Principal;
import vn.ngatu.api.security.access.Role;

/** The caller in the words of review, and review's refusals in the words of HTTP. */
public final class Reviewers {

    private Reviewers() {}

    /** The caller of {@code call}. */
    public static Reviewer of(Call call) {
        Principal principal = call.principal();
        return new Reviewer(principal.name(), principal.role() == Role.SUPERVISOR, principal.cameras());
    }

    /** What {@code work} gives; a refusal becomes a problem. */
    public static <T> T refused(Supplier<T> work) {
        try {
            return work.get();
        } catch (RefusedException e) {
            throw new ProblemException(Problem.of(type(e), e.getMessage(), null));
        }
    }

    private static ProblemType type(RefusedException e) {
        return switch (e.refusal()) {
            case NOT_FOUND -> ProblemType.NOT_FOUND;
            case CHANGED -> ProblemType.CHANGED;
            case TAKEN -> ProblemType.TAKEN;
            case NOT_IN_HAND -> ProblemType.NOT_IN_HAND;
            case NOT_YOUR_TURN -> ProblemType.NOT_YOUR_TURN;
            case WRONG_STATE -> ProblemType.WRONG_STATE;
            case TOO_LATE -> ProblemType.TOO_LATE;
            case DUPLICATE -> ProblemType.DUPLICATE;
            case OUT_OF_TIME -> ProblemType.OUT_OF_TIME;
            case INVALID -> ProblemType.INVALID;
        };
    }
}
