package vn.ngatu.camera.time;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;

/**
 * A stream's wall clock. The camera's sender reports tell the time while they agree with this machine's clock; otherwise
 * the arrival of the fastest packets does, less half the longest usual way. Every stretch between two breaks of the time
 * line has its own relation. Fed by the stream's thread, read by any.
 */
public final class WallClock implements StreamClock {

    /** Beyond this error the camera's own clock is wrong rather than imprecise. */
    static final double LARGEST_SENDER_ERROR = 1.0;

    private static final int REMEMBERED = 64;

    private final double latency;
    private final Deque<ClockStretch> stretches = new ArrayDeque<>();

    /** For a stream whose pictures take up to {@code latency} seconds from lens to arrival. */
    public WallClock(double latency) {
        this.latency = latency;
    }

    /**
     * Takes the next packet.
     *
     * @param arrival when it arrived, in nanoseconds since 1970 by this machine's clock
     * @param sender when it was taken by the camera's clock, in the same unit; {@link Packet#NO_PTS} when not told
     * @param broken whether the relation of stream time to wall time begins anew here
     */
    public synchronized void packet(long ptsNs, long arrival, long sender, boolean broken) {
        if (broken || stretches.isEmpty()) {
            stretches.addLast(new ClockStretch(ptsNs));
            if (stretches.size() > REMEMBERED) {
                stretches.removeFirst();
            }
        }
        stretches.getLast().packet(ptsNs, arrival, sender);
    }

    @Override
    public synchronized @Nullable WallTime at(long ptsNs) {
        ClockStretch stretch = stretchAt(ptsNs);
        return stretch == null ? null : stretch.at(ptsNs, latency);
    }

    /** How things are now; null before the first packet. */
    public synchronized @Nullable ClockReport report() {
        return stretches.isEmpty() ? null : stretches.getLast().report(latency);
    }

    /** The stretch that holds a moment; null for one before all that is remembered. */
    private @Nullable ClockStretch stretchAt(long ptsNs) {
        for (Iterator<ClockStretch> newest = stretches.descendingIterator(); newest.hasNext(); ) {
            ClockStretch each = newest.next();
            if (each.startNs() <= ptsNs) {
                return each;
            }
        }
        return null;
    }

    /** A moment of this stream on the line of another stream of the same camera; null while it can't be told. */
    public @Nullable MappedTime in(WallClock other, long ptsNs) {
        ClockStretch own = copyAt(ptsNs);
        if (own == null) {
            return null;
        }
        MappedTime bySender = own.hasSender() ? other.whenSender(ptsNs + own.senderOffset()) : null;
        return bySender != null ? bySender : other.whenArrival(ptsNs + own.arrivalOffset(), latency);
    }

    private synchronized @Nullable ClockStretch copyAt(long ptsNs) {
        ClockStretch stretch = stretchAt(ptsNs);
        return stretch == null ? null : stretch.copy();
    }

    private synchronized @Nullable MappedTime whenSender(long senderNs) {
        for (Iterator<ClockStretch> newest = stretches.descendingIterator(); newest.hasNext(); ) {
            ClockStretch each = newest.next();
            if (each.hasSender() && each.startNs() + each.senderOffset() <= senderNs) {
                long pts = senderNs - each.senderOffset();
                return new MappedTime(pts, each.senderSpread(), ClockSource.SENDER_REPORT);
            }
        }
        return null;
    }

    private synchronized @Nullable MappedTime whenArrival(long arrivalNs, double otherLatency) {
        for (Iterator<ClockStretch> newest = stretches.descendingIterator(); newest.hasNext(); ) {
            ClockStretch each = newest.next();
            if (each.startNs() + each.arrivalOffset() <= arrivalNs) {
                double error = Math.max(latency, otherLatency) / 2 + each.arrivalSpread();
                return new MappedTime(arrivalNs - each.arrivalOffset(), error, ClockSource.ARRIVAL);
            }
        }
        return null;
    }

    /** Nanoseconds since 1970 of an instant. */
    public static long nanoseconds(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** The instant of nanoseconds since 1970. */
    static Instant instant(long nanoseconds) {
        return Instant.ofEpochSecond(0, nanoseconds);
    }
}
