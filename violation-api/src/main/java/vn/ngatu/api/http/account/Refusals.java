package vn.ngatu.api.http.account;

import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.account.AccountException;

/** What the refusals of accounts are over HTTP. */
final class Refusals {

    private Refusals() {}

    static ProblemException problem(AccountException e) {
        return switch (e.why()) {
            case MISSING -> ProblemException.of(ProblemType.NOT_FOUND);
            case TAKEN -> ProblemException.of(ProblemType.CONFLICT, "taken, or set up already");
            case CHANGED -> ProblemException.of(ProblemType.CHANGED);
            case LAST_ADMINISTRATOR ->
                ProblemException.of(
                        ProblemType.CONFLICT, "nobody could manage accounts any more (expected: one administrator)");
            case NO_INVITATION -> ProblemException.of(ProblemType.GONE);
            case NOT_PROVEN ->
                ProblemException.of(ProblemType.FORBIDDEN, "the current password, or the code, is not right");
        };
    }
}
