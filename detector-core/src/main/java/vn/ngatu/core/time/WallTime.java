package vn.ngatu.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An estimate of when something was in UTC.
 *
 * @param error how far it may be off either way, in seconds
 * @param source who says so
 */
public record WallTime(Instant time, double error, ClockSource source) {

    /** Checks that the error is a bound. */
    public WallTime {
        requireNonNull(time, "time");
        requireNonNull(source, "source");
        if (!(error >= 0)) {
            throw new IllegalArgumentException("error: " + error + " s (expected: >= 0)");
        }
    }
}
