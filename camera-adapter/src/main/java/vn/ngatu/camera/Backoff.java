package vn.ngatu.camera;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter, so that cameras behind one failed switch don't
 * come back in step (M. Brooker, "Exponential Backoff And Jitter", 2015). One thread.
 */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final int MOST_DOUBLINGS = 20;

    private final SupervisorSettings settings;
    private final RandomGenerator random;
    private int failures;

    Backoff(SupervisorSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** The stream has been stable: the next failure is a first one. */
    void reset() {
        failures = 0;
    }

    /** The wait after one more failure. */
    Duration next() {
        long longest = settings.firstBackoff().toNanos() << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        boolean overflow = longest < settings.firstBackoff().toNanos();
        long most = overflow
                ? settings.longestBackoff().toNanos()
                : Math.min(longest, settings.longestBackoff().toNanos());
        return Duration.ofNanos(Math.max(SHORTEST.toNanos(), random.nextLong(most + 1)));
    }

    /** The wait after the camera refused the credentials: long, and spread by a tenth. */
    Duration refused() {
        failures++;
        long wait = settings.refusedBackoff().toNanos();
        return Duration.ofNanos(wait + random.nextLong(wait / 10 + 1));
    }
}
