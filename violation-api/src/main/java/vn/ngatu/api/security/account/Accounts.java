package vn.ngatu.api.security.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.AccountException.Why;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/**
 * The accounts as administrators manage them. Nobody but its owner ever knows a password: a new account comes with an
 * invitation, a token good once and for a day, with which its owner chooses one. Each change is in the audit log, in the
 * same transaction. Thread-safe.
 */
public final class Accounts {

    /** How long an invitation is good. */
    public static final Duration INVITATION = Duration.ofHours(24);

    private static final Duration FIRST_INVITATION = Duration.ofHours(1);
    private static final String FIRST = "administrator";
    private static final String ENGINE = "engine";

    private final Database database;
    private final AuditLog audit;

    /** The accounts in {@code database}. */
    public Accounts(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * What an administrator says of an account.
     *
     * @param subject see {@link Account#subject()}
     */
    public record Draft(
            String displayName,
            Role role,
            Scope scope,
            @Nullable String subject,
            boolean active) {}

    /** An account that was made or reset; {@code invitation} is null for one that signs on elsewhere. */
    public record Invited(Account account, @Nullable String invitation) {}

    /** All accounts by name. */
    public List<Account> list() {
        return database.read(handle -> handle.createQuery("select * from accounts order by name")
                .map((row, context) -> Account.of(row))
                .list());
    }

    /** The account of that {@code name}. */
    public Optional<Account> find(String name) {
        return database.read(handle -> find(handle, name));
    }

    /** The active account that the OpenID provider knows as {@code subject}. */
    public Optional<Account> bySubject(String subject) {
        return database.read(
                handle -> handle.createQuery("select * from accounts where subject = :subject and active = 1")
                        .bind("subject", subject)
                        .map((row, context) -> Account.of(row))
                        .findOne());
    }

    /** Makes the account {@code name}. */
    public Invited create(String actor, String name, Draft draft, Instant now) {
        return database.write(handle -> {
            if (find(handle, name).isPresent()) {
                throw new AccountException(Why.TAKEN);
            }
            refuseTakenSubject(handle, name, draft);
            insert(handle, name, draft, now);
            record(handle, now, actor, "account.create", name, told(draft));
            return invited(handle, name, draft.subject() == null ? INVITATION : null, now);
        });
    }

    /**
     * Changes the account {@code name}, whose sessions end.
     *
     * @param version the version that the change was made from
     */
    public Account change(String actor, String name, long version, Draft draft, Instant now) {
        return database.write(handle -> {
            Account before = find(handle, name).orElseThrow(() -> new AccountException(Why.MISSING));
            if (before.version() != version) {
                throw new AccountException(Why.CHANGED);
            }
            refuseTakenSubject(handle, name, draft);
            handle.createUpdate("update accounts set display_name = :display, role = :role, scope = :scope,"
                            + " subject = :subject, active = :active, version = version + 1,"
                            // Who signs on elsewhere keeps no password here.
                            + " password = case when :local = 1 then password end,"
                            + " totp = case when :local = 1 then totp end where name = :name")
                    .bind("name", name)
                    .bind("display", draft.displayName())
                    .bind("role", draft.role().label())
                    .bind("scope", draft.scope().text())
                    .bind("subject", draft.subject())
                    .bind("active", draft.active() ? 1 : 0)
                    .bind("local", draft.subject() == null ? 1 : 0)
                    .execute();
            endSessions(handle, name);
            refuseWithoutAdministrator(handle, before);
            record(handle, now, actor, "account.change", name, told(draft));
            return find(handle, name).orElseThrow();
        });
    }

    /** Takes the account's password and authenticator away, ends its sessions, and invites its owner again. */
    public Invited inviteAgain(String actor, String name, Instant now) {
        return database.write(handle -> {
            Account before = find(handle, name).orElseThrow(() -> new AccountException(Why.MISSING));
            if (before.subject() != null) {
                throw new AccountException(Why.TAKEN);
            }
            handle.execute(
                    "update accounts set password = null, totp = null, version = version + 1 where name = ?", name);
            endSessions(handle, name);
            refuseWithoutAdministrator(handle, before);
            record(handle, now, actor, "account.invite", name, Map.of());
            return invited(handle, name, INVITATION, now);
        });
    }

    /**
     * An invitation for the first administrator, good for an hour; empty when there is an administrator who can sign in.
     * Earlier ones are no longer good.
     */
    public Optional<String> firstInvitation(Instant now) {
        return database.write(handle -> {
            if (administrators(handle) > 0) {
                return Optional.empty();
            }
            if (find(handle, FIRST).isEmpty()) {
                insert(handle, FIRST, new Draft(FIRST, Role.ADMINISTRATOR, Scope.EVERYTHING, null, true), now);
            }
            record(handle, now, ENGINE, "account.invite", FIRST, Map.of());
            return Optional.ofNullable(
                    invited(handle, FIRST, FIRST_INVITATION, now).invitation());
        });
    }

    static Optional<Account> find(Handle handle, String name) {
        return handle.createQuery("select * from accounts where name = :name")
                .bind("name", name)
                .map((row, context) -> Account.of(row))
                .findOne();
    }

    private static void insert(Handle handle, String name, Draft draft, Instant now) {
        handle.createUpdate("insert into accounts"
                        + " (name, display_name, role, scope, totp_step, subject, active, version, created_at)"
                        + " values (:name, :display, :role, :scope, -1, :subject, :active, 1, :now)")
                .bind("name", name)
                .bind("display", draft.displayName())
                .bind("role", draft.role().label())
                .bind("scope", draft.scope().text())
                .bind("subject", draft.subject())
                .bind("active", draft.active() ? 1 : 0)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    private static Invited invited(Handle handle, String name, @Nullable Duration good, Instant now) {
        handle.execute("delete from invitations where account = ? or expires_at <= ?", name, now.toEpochMilli());
        String token = null;
        if (good != null) {
            token = Tokens.create();
            handle.execute(
                    "insert into invitations (hash, account, expires_at) values (?, ?, ?)",
                    Tokens.hash(token),
                    name,
                    now.plus(good).toEpochMilli());
        }
        return new Invited(find(handle, name).orElseThrow(), token);
    }

    private static void endSessions(Handle handle, String name) {
        handle.execute("delete from sessions where account = ?", name);
    }

    private static void refuseTakenSubject(Handle handle, String name, Draft draft) {
        boolean taken = handle.createQuery("select count(*) from accounts where subject = :subject and name <> :name")
                        .bind("subject", draft.subject())
                        .bind("name", name)
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (taken) {
            throw new AccountException(Why.TAKEN);
        }
    }

    private static void refuseWithoutAdministrator(Handle handle, Account before) {
        boolean could = before.role() == Role.ADMINISTRATOR
                && before.active()
                && (before.password() || before.subject() != null);
        if (could && administrators(handle) == 0) {
            throw new AccountException(Why.LAST_ADMINISTRATOR);
        }
    }

    private static int administrators(Handle handle) {
        return handle.createQuery("select count(*) from accounts where role = :role and active = 1"
                        + " and (password is not null or subject is not null)")
                .bind("role", Role.ADMINISTRATOR.label())
                .mapTo(Integer.class)
                .one();
    }

    private static Map<String, String> told(Draft draft) {
        return Map.of(
                "role", draft.role().label(),
                "scope", draft.scope().text(),
                "active", Boolean.toString(draft.active()),
                "signOn", draft.subject() == null ? "password" : "openid");
    }

    private void record(
            Handle handle, Instant now, String actor, String action, String name, Map<String, String> detail) {
        audit.append(handle, new AuditEntry(now, actor, action, name, detail));
    }
}
