package vn.ngatu.api.http.account;

import java.util.Locale;
import java.util.Map;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.gate.SessionCookie;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Principal;
import vn.ngatu.api.security.account.Account;
import vn.ngatu.api.security.account.AccountException;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.security.account.SignIn;
import vn.ngatu.api.security.password.PasswordRules;
import vn.ngatu.api.security.session.Sessions;

/** Signing in and out, and what people do with their own account. */
public final class SessionHandlers {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PASSWORD = 512;

    private final Accounts accounts;
    private final SignIn signIn;
    private final Sessions sessions;
    private final SessionCookie cookie;

    /** For people of {@code accounts}, whose sessions are kept in {@code cookie}. */
    public SessionHandlers(Accounts accounts, SignIn signIn, Sessions sessions, SessionCookie cookie) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.SIGN_IN, this::signIn,
                Operation.ACCEPT_INVITATION, this::accept,
                Operation.SHOW_SESSION, this::show,
                Operation.SIGN_OUT, this::signOut,
                Operation.BEGIN_SECOND_FACTOR, this::beginSecondFactor,
                Operation.CONFIRM_SECOND_FACTOR, this::confirmSecondFactor,
                Operation.CHANGE_PASSWORD, this::changePassword);
    }

    private Reply signIn(Call call) {
        Body body = call.body();
        String name = body.text("name", LONGEST_NAME).toLowerCase(Locale.ROOT);
        String password = body.text("password", LONGEST_PASSWORD);
        String code = body.optionalText("code", 20);
        body.finish();
        SignIn.Outcome outcome = signIn.attempt(name, password, code, call.client(), call.now());
        if (outcome.retryAfter() != null) {
            throw new ProblemException(Problem.of(ProblemType.TOO_MANY), outcome.retryAfter());
        }
        Account account = outcome.account();
        if (account == null) {
            throw ProblemException.of(ProblemType.SIGN_IN_REFUSED);
        }
        return begun(call, account, outcome.secondFactor(), "password");
    }

    private Reply accept(Call call) {
        Body body = call.body();
        String token = body.text("token", LONGEST_NAME);
        String password = body.text("password", LONGEST_PASSWORD);
        body.finish();
        String name = signIn.invited(token, call.now()).orElseThrow(() -> ProblemException.of(ProblemType.GONE));
        refuseWeak(name, password);
        try {
            return begun(call, signIn.accept(token, password, call.now()), false, "invitation");
        } catch (AccountException e) {
            throw Refusals.problem(e);
        }
    }

    private Reply begun(Call call, Account account, boolean secondFactor, String how) {
        Sessions.Begun begun = sessions.begin(account.name(), secondFactor, how, call.client(), call.now());
        Principal principal = sessions.find(begun.token(), call.now())
                .orElseThrow(() -> ProblemException.of(ProblemType.SIGN_IN_REFUSED))
                .principal();
        return Reply.ok(SessionView.of(account, principal, begun.csrf()))
                .header("set-cookie", cookie.set(begun.token()));
    }

    private Reply show(Call call) {
        Principal principal = call.principal();
        String csrf = call.caller() == null ? null : call.caller().csrf();
        Account account =
                accounts.find(principal.name()).orElseThrow(() -> ProblemException.of(ProblemType.UNAUTHORIZED));
        return Reply.ok(SessionView.of(account, principal, csrf == null ? "" : csrf));
    }

    private Reply signOut(Call call) {
        sessions.end(call.principal().credential(), call.principal().name(), call.now());
        return Reply.nothing().header("set-cookie", cookie.clear());
    }

    private Reply beginSecondFactor(Call call) {
        return Reply.ok(signIn.beginSecondFactor(
                call.principal().name(), call.principal().credential()));
    }

    private Reply confirmSecondFactor(Call call) {
        Body body = call.body();
        String ticket = body.text("ticket", 400);
        String code = body.text("code", 20);
        body.finish();
        Principal principal = call.principal();
        try {
            signIn.confirmSecondFactor(principal.name(), principal.credential(), ticket, code, call.now());
        } catch (AccountException e) {
            throw Refusals.problem(e);
        }
        // The session may do more than before, so that whoever had its old token must not profit.
        String token = sessions.rotate(principal.credential(), call.now());
        return Reply.nothing().header("set-cookie", cookie.set(token));
    }

    private Reply changePassword(Call call) {
        Body body = call.body();
        String current = body.text("current", LONGEST_PASSWORD);
        String password = body.text("password", LONGEST_PASSWORD);
        body.finish();
        Principal principal = call.principal();
        refuseWeak(principal.name(), password);
        try {
            signIn.changePassword(principal.name(), current, password, principal.credential(), call.now());
        } catch (AccountException e) {
            throw Refusals.problem(e);
        }
        return Reply.nothing();
    }

    private static void refuseWeak(String name, String password) {
        PasswordRules.fault(name, password).ifPresent(expected -> {
            throw ProblemException.invalid("password", "not good enough", expected);
        });
    }
}
