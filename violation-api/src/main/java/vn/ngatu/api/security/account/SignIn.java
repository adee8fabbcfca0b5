package vn.ngatu.api.security.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.account.AccountException.Why;
import vn.ngatu.api.security.password.PasswordHasher;
import vn.ngatu.api.security.secret.SecretBox;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.security.totp.Totp;
import vn.ngatu.api.security.totp.TotpSecret;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/**
 * Proves who somebody is, and keeps the two factors: a password and the code of an authenticator app. Whatever is wrong,
 * the answer and the work are the same. Thread-safe.
 */
public final class SignIn {

    private final Database database;
    private final AuditLog audit;
    private final SecretBox box;
    private final PasswordHasher hasher = new PasswordHasher();
    private final Lockout lockout;

    /** For the accounts in {@code database}; {@code box} keeps the authenticators' secrets. */
    public SignIn(Database database, AuditLog audit, SecretBox box) {
        this.database = database;
        this.audit = audit;
        this.box = box;
        lockout = new Lockout(database);
    }

    /**
     * How an attempt ended.
     *
     * @param account who it is; null when something was wrong
     * @param secondFactor whether a code was asked for and right
     * @param retryAfter how long to wait before the next attempt; null when this one was looked at
     */
    public record Outcome(
            @Nullable Account account,
            boolean secondFactor,
            @Nullable Duration retryAfter) {}

    private record Factors(
            @Nullable Account account,
            @Nullable String password,
            @Nullable String totp,
            long step) {
        static final Factors NONE = new Factors(null, null, null, -1);
    }

    /** Tries {@code password} and {@code code} for the account {@code name}; both the failure and the success are recorded. */
    public Outcome attempt(String name, String password, @Nullable String code, String client, Instant now) {
        Optional<Duration> wait = lockout.attempt(name, now);
        if (wait.isPresent()) {
            record(now, "unknown", "session.locked", Map.of("client", client));
            return new Outcome(null, false, wait.get());
        }
        Factors factors = database.read(handle -> factors(handle, name));
        boolean right = hasher.matches(factors.password(), password);
        Account account = factors.account();
        if (right && account != null && codeHolds(factors, account, code, now)) {
            database.change(handle -> lockout.clear(handle, name));
            return new Outcome(account, factors.totp() != null, null);
        }
        record(now, account == null ? "unknown" : name, "session.refused", Map.of("client", client));
        return new Outcome(null, false, null);
    }

    /** Sets the first password of who holds the invitation {@code token}, which is then used up. */
    public Account accept(String token, String password, Instant now) {
        String name = invited(token, now).orElseThrow(() -> new AccountException(Why.NO_INVITATION));
        String phc = hasher.hash(password);
        return database.write(handle -> {
            int used = handle.execute("delete from invitations where hash = ?", Tokens.hash(token));
            if (used == 0) {
                throw new AccountException(Why.NO_INVITATION);
            }
            setPassword(handle, name, phc);
            audit.append(handle, new AuditEntry(now, name, "account.accept", name, Map.of()));
            return Accounts.find(handle, name).orElseThrow();
        });
    }

    /** The name of the account that the invitation {@code token} is for, while it is good. */
    public Optional<String> invited(String token, Instant now) {
        return database.read(handle -> handle.createQuery("select i.account from invitations i"
                        + " join accounts a on a.name = i.account"
                        + " where i.hash = :hash and i.expires_at > :now and a.active = 1")
                .bind("hash", Tokens.hash(token))
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .findOne());
    }

    /** Replaces the password of {@code name}, which must know the old one; its other sessions end. */
    public void changePassword(String name, String old, String password, String session, Instant now) {
        if (lockout.attempt(name, now).isPresent()) {
            throw new AccountException(Why.NOT_PROVEN);
        }
        if (!hasher.matches(database.read(handle -> factors(handle, name)).password(), old)) {
            throw new AccountException(Why.NOT_PROVEN);
        }
        String phc = hasher.hash(password);
        database.change(handle -> {
            setPassword(handle, name, phc);
            lockout.clear(handle, name);
            handle.execute("delete from sessions where account = ? and id <> ?", name, session);
            audit.append(handle, new AuditEntry(now, name, "account.password", name, Map.of()));
        });
    }

    /**
     * A secret to set up an authenticator app with.
     *
     * @param uri what the app reads from a QR code
     * @param ticket the secret again, encrypted for the session; comes back with the first code
     */
    public record Enrolment(String secret, String uri, String ticket) {}

    /** A new secret for the authenticator app of {@code name}; nothing is kept until a code has proven it. */
    public Enrolment beginSecondFactor(String name, String session) {
        String secret = TotpSecret.create();
        return new Enrolment(secret, TotpSecret.uri(name, secret), box.seal(enrolment(session), secret));
    }

    /** Sets up the authenticator app of {@code name}, whose owner typed a code that it shows. */
    public void confirmSecondFactor(String name, String session, String ticket, String code, Instant now) {
        String secret = box.tryOpen(enrolment(session), ticket).orElseThrow(() -> new AccountException(Why.NOT_PROVEN));
        OptionalLong step = Totp.accept(TotpSecret.decode(secret), code, now, -1);
        if (step.isEmpty()) {
            throw new AccountException(Why.NOT_PROVEN);
        }
        String sealed = box.seal(owner(name), secret);
        database.change(handle -> {
            int set = handle.execute(
                    "update accounts set totp = ?, totp_step = ?, version = version + 1 where name = ? and totp is null",
                    sealed,
                    step.getAsLong(),
                    name);
            if (set == 0) {
                throw new AccountException(Why.TAKEN);
            }
            handle.execute("update sessions set second_factor = 1 where id = ?", session);
            audit.append(handle, new AuditEntry(now, name, "account.second-factor", name, Map.of()));
        });
    }

    private static String enrolment(String session) {
        return "enrolment:" + session;
    }

    private static void setPassword(Handle handle, String name, String phc) {
        handle.execute("update accounts set password = ?, version = version + 1 where name = ?", phc, name);
    }

    private boolean codeHolds(Factors factors, Account account, @Nullable String code, Instant now) {
        if (factors.totp() == null) {
            return true;
        }
        byte[] secret = TotpSecret.decode(box.open(owner(account.name()), factors.totp()));
        OptionalLong step = Totp.accept(secret, code == null ? "" : code, now, factors.step());
        // The same code may come twice at once: only one of them moves the step.
        return step.isPresent()
                && database.write(handle -> handle.execute(
                                "update accounts set totp_step = ? where name = ? and totp_step < ?",
                                step.getAsLong(),
                                account.name(),
                                step.getAsLong()))
                        == 1;
    }

    private static Factors factors(Handle handle, String name) {
        return handle.createQuery("select * from accounts where name = :name and active = 1 and subject is null")
                .bind("name", name)
                .map((row, context) -> new Factors(
                        Account.of(row), row.getString("password"), row.getString("totp"), row.getLong("totp_step")))
                .findOne()
                .orElse(Factors.NONE);
    }

    private static String owner(String name) {
        return "totp:" + name;
    }

    private void record(Instant now, String actor, String action, Map<String, String> detail) {
        audit.append(new AuditEntry(now, actor, action, null, detail));
    }
}
