package vn.ngatu.api.http.account;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Account;
import vn.ngatu.api.security.account.AccountException;
import vn.ngatu.api.security.account.Accounts;

/** The administration of accounts. */
public final class AccountHandlers {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,62}");
    private static final String ROLES = "officer, supervisor, operator, integrator, auditor or administrator";
    private static final int LONGEST = 200;

    private final Accounts accounts;
    private final Set<String> areas;
    private final String publicUrl;

    /**
     * For {@code accounts}.
     *
     * @param areas the areas that there are
     * @param publicUrl where people find the pages, without a slash at the end
     */
    public AccountHandlers(Accounts accounts, Set<String> areas, String publicUrl) {
        this.accounts = accounts;
        this.areas = areas;
        this.publicUrl = publicUrl;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.LIST_ACCOUNTS, this::list,
                Operation.CREATE_ACCOUNT, this::create,
                Operation.CHANGE_ACCOUNT, this::change,
                Operation.INVITE_AGAIN, this::inviteAgain);
    }

    /** The link with which somebody accepts the invitation {@code token}; the server never sees what follows the #. */
    public static String link(String publicUrl, String token) {
        return publicUrl + "/#/invitation/" + token;
    }

    record ListView(List<AccountView> items) {}

    record InvitedView(AccountView account, @Nullable String invitation) {}

    private Reply list(Call call) {
        call.query().finish();
        return Reply.ok(new ListView(
                        accounts.list().stream().map(AccountView::of).toList()))
                .recorded("account.list", null, Map.of());
    }

    private Reply create(Call call) {
        Body body = call.body();
        String name = body.text("name", LONGEST);
        Accounts.Draft draft = draft(body);
        body.finish();
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid("name", name, "2 to 63 of a-z, 0-9, dot, hyphen, underscore");
        }
        try {
            return invited(accounts.create(call.principal().name(), name, draft, call.now()), true);
        } catch (AccountException e) {
            throw Refusals.problem(e);
        }
    }

    private Reply change(Call call) {
        long version = call.expectedVersion();
        Body body = call.body();
        Accounts.Draft draft = draft(body);
        body.finish();
        try {
            Account account = accounts.change(call.principal().name(), call.path("name"), version, draft, call.now());
            return Reply.ok(AccountView.of(account)).version(account.version());
        } catch (AccountException e) {
            throw Refusals.problem(e);
        }
    }

    private Reply inviteAgain(Call call) {
        try {
            return invited(accounts.inviteAgain(call.principal().name(), call.path("name"), call.now()), false);
        } catch (AccountException e) {
            throw Refusals.problem(e);
        }
    }

    private Reply invited(Accounts.Invited invited, boolean created) {
        String token = invited.invitation();
        InvitedView view =
                new InvitedView(AccountView.of(invited.account()), token == null ? null : link(publicUrl, token));
        Reply reply = created ? Reply.created(view) : Reply.ok(view);
        return reply.version(invited.account().version());
    }

    private Accounts.Draft draft(Body body) {
        String displayName = body.text("displayName", LONGEST);
        Role role = body.choice("role", ROLES, Role::of);
        Scope scope = Scopes.read(body.object("scope"), areas);
        String subject = body.optionalText("subject", LONGEST);
        if (subject != null && subject.isBlank()) {
            throw ProblemException.invalid("subject", "blank", "the name at the OpenID provider, or null");
        }
        return new Accounts.Draft(displayName, role, scope, subject, body.flag("active", true));
    }
}
