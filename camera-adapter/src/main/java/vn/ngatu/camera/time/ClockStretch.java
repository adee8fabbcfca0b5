package vn.ngatu.camera.time;

import java.util.Locale;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.WallTime;

/**
 * How stream time and wall time go together over one unbroken stretch: the smallest distance of arrival and stream time
 * over the last minute (queues only ever add), and the newest distance that sender reports tell. Not safe for threads; all
 * in nanoseconds unless told otherwise.
 */
final class ClockStretch {

    private static final long BUCKET_NS = 10_000_000_000L;
    private static final int BUCKETS = 6;
    /** So long a server may still be sending what it had kept for newcomers. */
    private static final long SETTLED_NS = 2_000_000_000L;

    /** What stamps of 90 kHz and a report's own rounding leave open, in seconds. */
    private static final double FINEST = 0.005;

    private final long startNs;
    private final OffsetWindow arrival = new OffsetWindow(BUCKET_NS, BUCKETS);
    private final OffsetWindow sender = new OffsetWindow(BUCKET_NS, BUCKETS);
    private long firstArrival;
    private long lastArrival;
    private long senderOffset;
    private boolean hasSender;

    ClockStretch(long startNs) {
        this.startNs = startNs;
    }

    /** An independent copy of what is known now. */
    ClockStretch copy() {
        ClockStretch copy = new ClockStretch(startNs);
        copy.arrival.set(arrival);
        copy.sender.set(sender);
        copy.firstArrival = firstArrival;
        copy.lastArrival = lastArrival;
        copy.senderOffset = senderOffset;
        copy.hasSender = hasSender;
        return copy;
    }

    void packet(long ptsNs, long arrivalNs, long senderNs) {
        if (arrival.empty()) {
            firstArrival = arrivalNs;
        }
        lastArrival = arrivalNs;
        arrival.add(arrivalNs, arrivalNs - ptsNs);
        if (senderNs != Packet.NO_PTS) {
            senderOffset = senderNs - ptsNs;
            hasSender = true;
            sender.add(arrivalNs, senderOffset);
        }
    }

    long startNs() {
        return startNs;
    }

    boolean hasSender() {
        return hasSender;
    }

    long senderOffset() {
        return senderOffset;
    }

    long arrivalOffset() {
        return arrival.smallest();
    }

    /** How far the sender's reports disagree among themselves, in seconds. */
    double senderSpread() {
        return FINEST + (sender.largest() - sender.smallest()) / 1e9;
    }

    /** How far the fastest packets of single buckets disagree, and what a young stretch may still hide; in seconds. */
    double arrivalSpread() {
        long age = lastArrival - firstArrival;
        double young = age < SETTLED_NS ? 0.5 * (SETTLED_NS - age) / SETTLED_NS : 0;
        return FINEST + arrival.spreadOfSmallest() / 1e9 + young;
    }

    /** The camera's clock less this machine's, in seconds, taking the middle of what the way may have cost. */
    double skew(double latency) {
        return (senderOffset - arrivalOffset()) / 1e9 + latency / 2;
    }

    /** The camera's own clock is believed while it may be right within a second. */
    private boolean believesSender(double latency) {
        return hasSender && senderError(latency) <= WallClock.LARGEST_SENDER_ERROR;
    }

    private double senderError(double latency) {
        return Math.abs(skew(latency)) + latency / 2 + senderSpread();
    }

    private double arrivalError(double latency) {
        return latency / 2 + arrivalSpread();
    }

    WallTime at(long ptsNs, double latency) {
        if (believesSender(latency)) {
            return new WallTime(
                    WallClock.instant(ptsNs + senderOffset), senderError(latency), ClockSource.SENDER_REPORT);
        }
        long way = Math.round(latency / 2 * 1e9);
        return new WallTime(
                WallClock.instant(ptsNs + arrivalOffset() - way), arrivalError(latency), ClockSource.ARRIVAL);
    }

    ClockReport report(double latency) {
        boolean believed = believesSender(latency);
        return new ClockReport(
                believed ? ClockSource.SENDER_REPORT : ClockSource.ARRIVAL,
                believed ? senderError(latency) : arrivalError(latency),
                hasSender ? (Double) skew(latency) : null,
                hasSender && !believed ? note(latency) : null);
    }

    private String note(double latency) {
        double skew = skew(latency);
        return Math.abs(skew) + latency / 2 > WallClock.LARGEST_SENDER_ERROR
                ? String.format(
                        Locale.ROOT,
                        "the camera's clock differs by %.1f s from this machine's (expected: < %.1f s), so arrival time is used",
                        skew,
                        WallClock.LARGEST_SENDER_ERROR)
                : String.format(
                        Locale.ROOT,
                        "the camera's sender reports disagree by %.1f s, so arrival time is used",
                        senderSpread());
    }
}
