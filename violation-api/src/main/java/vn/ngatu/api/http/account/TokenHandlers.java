package vn.ngatu.api.http.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.session.ApiToken;
import vn.ngatu.api.security.session.ApiTokens;

/** The administration of API tokens. */
public final class TokenHandlers {

    private final ApiTokens tokens;
    private final Set<String> areas;

    /** For {@code tokens}; {@code areas} are those that there are. */
    public TokenHandlers(ApiTokens tokens, Set<String> areas) {
        this.tokens = tokens;
        this.areas = areas;
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.LIST_TOKENS, this::list,
                Operation.CREATE_TOKEN, this::create,
                Operation.REVOKE_TOKEN, this::revoke);
    }

    record ListView(List<TokenView> items) {}

    /** A new token; {@code secret} is shown this once. */
    record CreatedView(TokenView token, String secret) {}

    record TokenView(
            String id,
            String label,
            String role,
            Scope scope,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant usedAt) {

        static TokenView of(ApiToken token) {
            return new TokenView(
                    token.id(),
                    token.label(),
                    token.role().label(),
                    token.scope(),
                    token.createdBy(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.usedAt());
        }
    }

    private Reply list(Call call) {
        call.query().finish();
        return Reply.ok(new ListView(tokens.list().stream().map(TokenView::of).toList()))
                .recorded("token.list", null, Map.of());
    }

    private Reply create(Call call) {
        Body body = call.body();
        String label = body.text("label", 200);
        Role role = body.choice("role", "officer, supervisor, operator, integrator or auditor", Role::of);
        Scope scope = Scopes.read(body.object("scope"), areas);
        Instant expiresAt = body.instant("expiresAt");
        body.finish();
        if (role == Role.ADMINISTRATOR) {
            throw ProblemException.invalid(
                    "role", role.label(), "any but administrator: a machine manages no accounts");
        }
        if (!expiresAt.isAfter(call.now()) || expiresAt.isAfter(call.now().plus(ApiTokens.LONGEST))) {
            throw ProblemException.invalid(
                    "expiresAt", expiresAt, "within the next " + ApiTokens.LONGEST.toDays() + " days");
        }
        ApiTokens.Created created = tokens.create(call.principal().name(), label, role, scope, expiresAt, call.now());
        return Reply.created(new CreatedView(TokenView.of(created.token()), created.secret()));
    }

    private Reply revoke(Call call) {
        if (!tokens.revoke(call.principal().name(), call.path("id"), call.now())) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        return Reply.nothing();
    }
}
