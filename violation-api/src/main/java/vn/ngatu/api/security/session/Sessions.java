package vn.ngatu.api.security.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Principal;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/**
 * The sessions of people who signed in. A session ends when it was idle or lasted too long; its token changes every
 * quarter of an hour, and the one before is good for some seconds more, for requests that are under way. Thread-safe.
 */
public final class Sessions {

    private static final Duration ROTATION = Duration.ofMinutes(15);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration SEEN = Duration.ofMinutes(1);

    private final Database database;
    private final AuditLog audit;
    private final Settings settings;

    /** The sessions in {@code database}. */
    public Sessions(Database database, AuditLog audit, Settings settings) {
        this.database = database;
        this.audit = audit;
        this.settings = settings;
    }

    /**
     * How long sessions last and what they need.
     *
     * @param idle a session that nobody used for so long ends
     * @param longest a session that began so long ago ends
     * @param secondFactor whether who has a password alone may only set up the second factor
     * @param areas the cameras of each area
     */
    public record Settings(Duration idle, Duration longest, boolean secondFactor, Map<String, Set<String>> areas) {}

    /** A session that began: its token, which is nowhere kept, and what it sends in its header. */
    public record Begun(String token, String csrf) {}

    private record Row(
            String id,
            String hash,
            String account,
            Role role,
            Scope scope,
            boolean password,
            boolean secondFactor,
            String csrf,
            long createdAt,
            long rotatedAt,
            long seenAt) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("id"),
                    row.getString("hash"),
                    row.getString("account"),
                    Role.of(row.getString("role")).orElseThrow(),
                    Scope.parse(row.getString("scope")),
                    row.getString("subject") == null,
                    row.getInt("second_factor") != 0,
                    row.getString("csrf"),
                    row.getLong("created_at"),
                    row.getLong("rotated_at"),
                    row.getLong("seen_at"));
        }
    }

    /**
     * Begins a session for {@code account}, and records it.
     *
     * @param how {@code password}, {@code openid} or {@code invitation}
     * @param client the address it comes from
     */
    public Begun begin(String account, boolean secondFactor, String how, String client, Instant now) {
        Begun begun = new Begun(Tokens.create(), Tokens.create());
        database.change(handle -> {
            deleteEnded(handle, now);
            handle.execute(
                    "insert into sessions"
                            + " (id, hash, account, csrf, second_factor, created_at, rotated_at, seen_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    Tokens.id(),
                    Tokens.hash(begun.token()),
                    account,
                    begun.csrf(),
                    secondFactor ? 1 : 0,
                    now.toEpochMilli(),
                    now.toEpochMilli(),
                    now.toEpochMilli());
            audit.append(
                    handle,
                    new AuditEntry(now, account, "session.begin", account, Map.of("how", how, "client", client)));
        });
        return begun;
    }

    /** The session of {@code token}, unless it ended; notes that it is in use. */
    public Optional<Session> find(String token, Instant now) {
        String hash = Tokens.hash(token);
        return database.read(handle -> find(handle, hash, now))
                .map(row -> new Session(principal(row), row.csrf(), touch(row, hash, now)));
    }

    /** Ends the session {@code id} of {@code account}, and records it. */
    public void end(String id, String account, Instant now) {
        database.change(handle -> {
            handle.execute("delete from sessions where id = ?", id);
            audit.append(handle, new AuditEntry(now, account, "session.end", account, Map.of()));
        });
    }

    /** Gives the session {@code id} a new token, after its rights have grown. */
    public String rotate(String id, Instant now) {
        String token = Tokens.create();
        database.change(handle -> handle.execute(
                "update sessions set hash = ?, previous_hash = null, rotated_at = ? where id = ?",
                Tokens.hash(token),
                now.toEpochMilli(),
                id));
        return token;
    }

    private Optional<Row> find(Handle handle, String hash, Instant now) {
        return handle.createQuery("select s.*, a.role, a.scope, a.subject from sessions s"
                        + " join accounts a on a.name = s.account"
                        + " where (s.hash = :hash or (s.previous_hash = :hash and s.rotated_at > :grace))"
                        + " and s.created_at > :oldest and s.seen_at > :idle and a.active = 1")
                .bind("hash", hash)
                .bind("grace", now.minus(GRACE).toEpochMilli())
                .bind("oldest", now.minus(settings.longest()).toEpochMilli())
                .bind("idle", now.minus(settings.idle()).toEpochMilli())
                .map((row, context) -> Row.of(row))
                .findOne();
    }

    private Principal principal(Row row) {
        boolean enrolled = row.secondFactor() || !row.password() || !settings.secondFactor();
        return new Principal(
                row.account(),
                row.role(),
                row.id(),
                false,
                enrolled,
                row.scope().resolve(settings.areas()));
    }

    private @Nullable String touch(Row row, String hash, Instant now) {
        boolean current = row.hash().equals(hash);
        if (current && row.rotatedAt() <= now.minus(ROTATION).toEpochMilli()) {
            String token = Tokens.create();
            int rotated = database.write(handle -> handle.execute(
                    "update sessions set hash = ?, previous_hash = ?, rotated_at = ?, seen_at = ?"
                            + " where id = ? and hash = ?",
                    Tokens.hash(token),
                    hash,
                    now.toEpochMilli(),
                    now.toEpochMilli(),
                    row.id(),
                    hash));
            return rotated == 1 ? token : null;
        }
        if (row.seenAt() <= now.minus(SEEN).toEpochMilli()) {
            database.change(handle ->
                    handle.execute("update sessions set seen_at = ? where id = ?", now.toEpochMilli(), row.id()));
        }
        return null;
    }

    private void deleteEnded(Handle handle, Instant now) {
        handle.execute(
                "delete from sessions where created_at <= ? or seen_at <= ?",
                now.minus(settings.longest()).toEpochMilli(),
                now.minus(settings.idle()).toEpochMilli());
    }
}
