package vn.ngatu.core.media.demux;

import java.util.function.LongSupplier;
import vn.ngatu.core.media.ReadWatch;

/** A watch that stays expired, except for a last word to the peer at the end. The reading thread only. */
final class LatchedWatch implements ReadWatch {

    private ReadWatch inner;
    private boolean latched;

    LatchedWatch(ReadWatch inner) {
        this.inner = inner;
    }

    @Override
    public boolean expired() {
        latched |= inner.expired();
        return latched;
    }

    /** Whether it has expired when it was last asked. */
    boolean latched() {
        return latched;
    }

    /** Starts anew for a goodbye that may take so long. */
    void allow(LongSupplier nanoClock, long nanoseconds) {
        long start = nanoClock.getAsLong();
        latched = false;
        inner = () -> nanoClock.getAsLong() - start >= nanoseconds;
    }
}
