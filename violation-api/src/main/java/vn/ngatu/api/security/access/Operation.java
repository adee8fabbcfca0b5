package vn.ngatu.api.security.access;

import static com.linecorp.armeria.common.HttpMethod.DELETE;
import static com.linecorp.armeria.common.HttpMethod.GET;
import static com.linecorp.armeria.common.HttpMethod.POST;
import static com.linecorp.armeria.common.HttpMethod.PUT;
import static vn.ngatu.api.security.access.Access.anybody;
import static vn.ngatu.api.security.access.Access.of;
import static vn.ngatu.api.security.access.Access.own;
import static vn.ngatu.api.security.access.Access.people;
import static vn.ngatu.api.security.access.Role.ADMINISTRATOR;
import static vn.ngatu.api.security.access.Role.AUDITOR;
import static vn.ngatu.api.security.access.Role.INTEGRATOR;
import static vn.ngatu.api.security.access.Role.OFFICER;
import static vn.ngatu.api.security.access.Role.OPERATOR;
import static vn.ngatu.api.security.access.Role.SUPERVISOR;

import com.linecorp.armeria.common.HttpMethod;

/**
 * Everything that can be asked of the API, and who may ask: the one table that the server's routes, its authorisation and
 * the tests are made from. There is no other way to add a route. What belongs to a camera outside the caller's scope is
 * answered as if it didn't exist.
 */
public enum Operation {
    DESCRIBE(GET, "/openapi.json", anybody()),

    // Signing in and one's own account.
    SIGN_IN(POST, "/session", anybody()),
    ACCEPT_INVITATION(POST, "/invitation", anybody()),
    START_SIGN_ON(GET, "/sign-on", anybody()),
    FINISH_SIGN_ON(GET, "/sign-on/callback", anybody()),
    SHOW_SESSION(GET, "/session", own()),
    SIGN_OUT(DELETE, "/session", own()),
    BEGIN_SECOND_FACTOR(POST, "/session/totp", own()),
    CONFIRM_SECOND_FACTOR(PUT, "/session/totp", own()),
    CHANGE_PASSWORD(PUT, "/session/password", own()),

    // Cases.
    LIST_CASES(GET, "/cases", of(OFFICER, SUPERVISOR, OPERATOR, AUDITOR)),
    SHOW_CASE(GET, "/cases/{id}", of(OFFICER, SUPERVISOR, OPERATOR, AUDITOR)),
    SHOW_HISTORY(GET, "/cases/{id}/history", of(OFFICER, SUPERVISOR, AUDITOR)),
    LIST_EVIDENCE(GET, "/cases/{id}/evidence", of(OFFICER, SUPERVISOR, OPERATOR, AUDITOR)),
    READ_EVIDENCE(GET, "/cases/{id}/evidence/{file}", of(OFFICER, SUPERVISOR, OPERATOR, AUDITOR)),
    EXPORT_CASE(GET, "/cases/{id}/package.zip", of(OFFICER, SUPERVISOR, AUDITOR)),
    EXPORT_LIST(GET, "/exports/cases", of(SUPERVISOR, AUDITOR)),

    // Review: a person's work, never a machine's.
    SHOW_QUEUE(GET, "/queue", people(OFFICER, SUPERVISOR)),
    CLAIM_NEXT(POST, "/queue/claim", people(OFFICER, SUPERVISOR)),
    TAKE_CASE(POST, "/cases/{id}/lease", people(OFFICER, SUPERVISOR)),
    RENEW_LEASE(PUT, "/cases/{id}/lease", people(OFFICER, SUPERVISOR)),
    RELEASE_LEASE(DELETE, "/cases/{id}/lease", people(OFFICER, SUPERVISOR)),
    CORRECT_PLATE(PUT, "/cases/{id}/plate", people(OFFICER, SUPERVISOR)),
    DECIDE(POST, "/cases/{id}/decision", people(OFFICER, SUPERVISOR)),
    UNDO_DECISION(DELETE, "/cases/{id}/decision", people(OFFICER, SUPERVISOR)),
    HAND_OVER(POST, "/cases/{id}/hand-over", of(SUPERVISOR)),

    // What is kept against its time, was deleted, or could not come in; what signs.
    LIST_HOLDS(GET, "/cases/{id}/holds", of(SUPERVISOR, AUDITOR)),
    PLACE_HOLD(POST, "/cases/{id}/holds", people(SUPERVISOR)),
    LIFT_HOLDS(DELETE, "/cases/{id}/holds", people(SUPERVISOR)),
    LIST_CERTIFICATES(GET, "/certificates", of(AUDITOR).unlimitedOnly()),
    LIST_QUARANTINE(GET, "/quarantine", of(ADMINISTRATOR, AUDITOR).unlimitedOnly()),
    RETRY_QUARANTINE(POST, "/quarantine/{id}/retry", people(ADMINISTRATOR)),
    LIST_KEYS(GET, "/keys", anybody()),

    // Figures and changes.
    SHOW_STATISTICS(GET, "/statistics", of(OFFICER, SUPERVISOR, OPERATOR, INTEGRATOR, AUDITOR)),
    FOLLOW_CHANGES(GET, "/changes", of(OFFICER, SUPERVISOR, OPERATOR, INTEGRATOR)),

    // Audit.
    LIST_AUDIT(GET, "/audit", of(AUDITOR).unlimitedOnly()),
    VERIFY_AUDIT(GET, "/audit/verification", of(AUDITOR).unlimitedOnly()),

    // Administration.
    LIST_ACCOUNTS(GET, "/accounts", people(ADMINISTRATOR, AUDITOR)),
    CREATE_ACCOUNT(POST, "/accounts", people(ADMINISTRATOR)),
    CHANGE_ACCOUNT(PUT, "/accounts/{name}", people(ADMINISTRATOR)),
    INVITE_AGAIN(POST, "/accounts/{name}/invitation", people(ADMINISTRATOR)),
    LIST_TOKENS(GET, "/tokens", people(ADMINISTRATOR, AUDITOR)),
    CREATE_TOKEN(POST, "/tokens", people(ADMINISTRATOR)),
    REVOKE_TOKEN(DELETE, "/tokens/{id}", people(ADMINISTRATOR)),
    LIST_WEBHOOKS(GET, "/webhooks", of(ADMINISTRATOR, INTEGRATOR)),
    CREATE_WEBHOOK(POST, "/webhooks", people(ADMINISTRATOR)),
    DELETE_WEBHOOK(DELETE, "/webhooks/{id}", people(ADMINISTRATOR)),
    LIST_DELIVERIES(GET, "/webhooks/{id}/deliveries", of(ADMINISTRATOR, INTEGRATOR));

    /** What all paths start with. */
    public static final String ROOT = "/api/v1";

    private final HttpMethod method;
    private final String path;
    private final Access access;

    Operation(HttpMethod method, String path, Access access) {
        this.method = method;
        this.path = path;
        this.access = access;
    }

    /** The request's method. */
    public HttpMethod method() {
        return method;
    }

    /** The path, with {@code {name}} for what varies. */
    public String path() {
        return ROOT + path;
    }

    /** Who may. */
    public Access access() {
        return access;
    }

    /** Whether it changes nothing, so that a forged request would do no harm. */
    public boolean safe() {
        return method == GET;
    }
}
