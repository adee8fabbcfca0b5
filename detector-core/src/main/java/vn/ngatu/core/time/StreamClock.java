package vn.ngatu.core.time;

import org.jspecify.annotations.Nullable;

/** Tells a stream's moments in wall time. Safe for use by any thread. */
@FunctionalInterface
public interface StreamClock {

    /**
     * The wall time of a moment of the stream.
     *
     * @param ptsNs presentation time in nanoseconds
     * @return null while nothing is known, or for a moment before what is remembered
     */
    @Nullable WallTime at(long ptsNs);
}
