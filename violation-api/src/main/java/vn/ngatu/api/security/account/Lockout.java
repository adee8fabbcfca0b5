package vn.ngatu.api.security.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.store.Database;

/**
 * Slows down who guesses passwords: after five attempts a name waits half a minute, then twice as long each time, at most
 * a quarter of an hour. An attempt counts before the password is looked at, so that many at once gain nothing, and names
 * that don't exist count alike, so that the waiting tells nothing. Thread-safe.
 */
final class Lockout {

    static final int FREE_ATTEMPTS = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private final Database database;

    Lockout(Database database) {
        this.database = database;
    }

    private record Row(int attempts, long lockedUntil) {}

    /** Counts an attempt for {@code name}; how long to wait when there were too many, and this one must not be tried. */
    Optional<Duration> attempt(String name, Instant now) {
        String hash = Tokens.hash(name);
        return database.write(handle -> {
            handle.execute(
                    "delete from sign_in_attempts where last_at < ?",
                    now.minus(FORGOTTEN_AFTER).toEpochMilli());
            Row row = handle.createQuery("select attempts, locked_until from sign_in_attempts where name_hash = :hash")
                    .bind("hash", hash)
                    .map((columns, context) -> new Row(columns.getInt("attempts"), columns.getLong("locked_until")))
                    .findOne()
                    .orElse(new Row(0, 0));
            if (row.lockedUntil() > now.toEpochMilli()) {
                return Optional.of(Duration.ofMillis(row.lockedUntil() - now.toEpochMilli()));
            }
            count(handle, hash, row.attempts() + 1, now);
            return Optional.empty();
        });
    }

    /** Forgets the attempts for {@code name}: one was right. */
    void clear(Handle handle, String name) {
        handle.execute("delete from sign_in_attempts where name_hash = ?", Tokens.hash(name));
    }

    private static void count(Handle handle, String hash, int attempts, Instant now) {
        handle.createUpdate("insert into sign_in_attempts (name_hash, attempts, locked_until, last_at)"
                        + " values (:hash, :attempts, :until, :now) on conflict (name_hash) do update"
                        + " set attempts = :attempts, locked_until = :until, last_at = :now")
                .bind("hash", hash)
                .bind("attempts", attempts)
                .bind("until", now.plus(waiting(attempts)).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    static Duration waiting(int attempts) {
        if (attempts < FREE_ATTEMPTS) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - FREE_ATTEMPTS, 16));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
