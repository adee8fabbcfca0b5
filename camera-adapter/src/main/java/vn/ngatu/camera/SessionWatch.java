package vn.ngatu.camera;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import vn.ngatu.core.media.ReadWatch;

/**
 * Bounds one session's waits: the time to open, then the time between packets. Latched: a session that was given up stays
 * so, whatever its libraries retry. The stream's thread only, which also learns of a stall here, while it is blocked.
 */
final class SessionWatch implements ReadWatch {

    private final LongSupplier nanoClock;
    private final BooleanSupplier closing;
    private final long stallNs;
    private final Runnable onStall;
    private long limitNs;
    private long since;
    private boolean streaming;
    private boolean stalled;
    private boolean latched;

    SessionWatch(SupervisorSettings settings, LongSupplier nanoClock, BooleanSupplier closing, Runnable onStall) {
        this.nanoClock = nanoClock;
        this.closing = closing;
        this.onStall = onStall;
        stallNs = settings.stall().toNanos();
        limitNs = settings.open().toNanos();
        since = nanoClock.getAsLong();
    }

    /** A packet came, or the session is open: the next wait begins, for so long at most. */
    void rearm(long newLimitNs) {
        streaming = true;
        stalled = false;
        limitNs = newLimitNs;
        since = nanoClock.getAsLong();
    }

    @Override
    public boolean expired() {
        long waited = nanoClock.getAsLong() - since;
        latched |= closing.getAsBoolean() || waited >= limitNs;
        if (!latched && streaming && !stalled && waited >= stallNs) {
            stalled = true;
            onStall.run();
        }
        return latched;
    }

    /** Whether the stream counts as stalled now. */
    boolean stalled() {
        return stalled;
    }
}
