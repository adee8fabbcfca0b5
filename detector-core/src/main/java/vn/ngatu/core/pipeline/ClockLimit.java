package vn.ngatu.core.pipeline;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;

/**
 * How far a camera's wall time may be off before nothing is decided any more.
 *
 * @param most the largest error accepted, seconds
 */
public record ClockLimit(StreamClock clock, double most) {

    /** Checks the parts. */
    public ClockLimit {
        requireNonNull(clock, "clock");
        if (!(most > 0)) {
            throw new IllegalArgumentException("clock error: " + most + " s (expected: > 0)");
        }
    }

    /** Whether the wall time at a presentation time, in seconds, is good enough. */
    boolean holds(double time) {
        WallTime known = clock.at(Math.round(time * 1e9));
        return known != null && known.error() <= most;
    }

    /** The error of the wall time at a presentation time, seconds; null when no wall time is known. */
    @Nullable Double error(double time) {
        WallTime known = clock.at(Math.round(time * 1e9));
        return known == null ? null : known.error();
    }
}
