package vn.ngatu.api.security.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.ngatu.api.security.access.Principal;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** The API tokens of machines: {@value #PREFIX} and 256 random bits, kept as a hash. Thread-safe. */
public final class ApiTokens {

    /** What every token starts with, so that scanners for leaked secrets know one. */
    public static final String PREFIX = "ngatu_";
    /** The longest life of a token. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Duration USED = Duration.ofMinutes(5);

    private final Database database;
    private final AuditLog audit;
    private final Map<String, Set<String>> areas;

    /** The tokens in {@code database}; {@code areas} tells the cameras of each area. */
    public ApiTokens(Database database, AuditLog audit, Map<String, Set<String>> areas) {
        this.database = database;
        this.audit = audit;
        this.areas = areas;
    }

    /** A token that was made, and its secret, which is nowhere kept. */
    public record Created(ApiToken token, String secret) {}

    /** Makes a token that is good until {@code expiresAt}. */
    public Created create(String actor, String label, Role role, Scope scope, Instant expiresAt, Instant now) {
        String secret = PREFIX + Tokens.create();
        ApiToken token = new ApiToken(Tokens.id(), label, role, scope, actor, now, expiresAt, null, null);
        database.change(handle -> {
            handle.execute(
                    "insert into api_tokens (id, hash, label, role, scope, created_by, created_at, expires_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    token.id(),
                    Tokens.hash(secret),
                    label,
                    role.label(),
                    scope.text(),
                    actor,
                    now.toEpochMilli(),
                    expiresAt.toEpochMilli());
            Map<String, String> detail =
                    Map.of("label", label, "role", role.label(), "scope", scope.text(), "until", expiresAt.toString());
            audit.append(handle, new AuditEntry(now, actor, "token.create", token.id(), detail));
        });
        return new Created(token, secret);
    }

    /** All tokens, also those that are no longer good, newest first. */
    public List<ApiToken> list() {
        return database.read(handle -> handle.createQuery("select * from api_tokens order by created_at desc, id")
                .map((row, context) -> ApiToken.of(row))
                .list());
    }

    /** Takes the token {@code id} back; false when there is none, or it was taken back already. */
    public boolean revoke(String actor, String id, Instant now) {
        return database.write(handle -> {
            int revoked = handle.execute(
                    "update api_tokens set revoked_at = ? where id = ? and revoked_at is null", now.toEpochMilli(), id);
            if (revoked == 1) {
                audit.append(handle, new AuditEntry(now, actor, "token.revoke", id, Map.of()));
            }
            return revoked == 1;
        });
    }

    /** Who asks with {@code secret}; notes that the token is in use. */
    public Optional<Principal> find(String secret, Instant now) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Optional<ApiToken> token = database.read(handle -> handle.createQuery(
                        "select * from api_tokens" + " where hash = :hash and revoked_at is null and expires_at > :now")
                .bind("hash", Tokens.hash(secret))
                .bind("now", now.toEpochMilli())
                .map((row, context) -> ApiToken.of(row))
                .findOne());
        token.ifPresent(found -> touch(found, now));
        return token.map(found -> new Principal(
                "token:" + found.id(),
                found.role(),
                found.id(),
                true,
                true,
                found.scope().resolve(areas)));
    }

    private void touch(ApiToken token, Instant now) {
        Instant used = token.usedAt();
        if (used == null || used.isBefore(now.minus(USED))) {
            database.change(handle ->
                    handle.execute("update api_tokens set used_at = ? where id = ?", now.toEpochMilli(), token.id()));
        }
    }
}
