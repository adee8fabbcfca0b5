package vn.ngatu.core.media.demux;

import vn.ngatu.core.media.Packet;

/**
 * Makes a stream's time stamps sound, packet by packet: decoding times strictly increase, presentation times never come
 * before them. Forward gaps of up to a minute are believed; longer ones, and steps back by a second and more, are a clock
 * that jumped, and time goes on by one frame. Small steps back and repeats are moved just behind their predecessor.
 *
 * <p>A live stream tells more, for its packets come when they were taken: time that runs ahead of their arrival has jumped,
 * time that stands still while they come does not tell it, and either way time goes on by what really passed. Pure, in
 * nanoseconds.
 */
final class TimeRepair {

    static final long NONE = Packet.NO_PTS;
    static final long LONGEST_GAP_NS = 60_000_000_000L;
    static final long LONGEST_STEP_BACK_NS = 1_000_000_000L;
    static final long STEP_NS = 1_000_000;
    /** What a live stream's time may gain on arrival between two packets: the burst that follows a pause gains a frame each. */
    static final long LONGEST_LIVE_GAIN_NS = 1_000_000_000L;

    private static final int EVEN_STEPS = 8;
    // No encoder holds a picture back longer; a greater distance of the two times is a broken stamp.
    private static final long LONGEST_DELAY_NS = 10_000_000_000L;

    private final long frameNs;
    private boolean reorders;
    private boolean started;
    private long offset;
    private long dts;
    private long pts;
    private boolean jump;
    private boolean hole;
    private long step;
    private int evenSteps;
    private long repairs;
    private long arrival = NONE;
    private long elapsed = NONE;

    /**
     * For one stream.
     *
     * @param frameNs how long a frame stands on average
     * @param reorders whether packets may come in another order than pictures
     */
    TimeRepair(long frameNs, boolean reorders) {
        this.frameNs = frameNs;
        this.reorders = reorders;
    }

    /** Takes the next packet's stamps, either of them {@link #NONE} when missing; the answers are told by the getters. */
    void next(long rawPts, long rawDts) {
        next(rawPts, rawDts, NONE);
    }

    /** Takes the next packet's stamps and, of a live stream, when it arrived by any monotonic clock. */
    void next(long rawPts, long rawDts, long arrivalNs) {
        elapsed = arrival == NONE || arrivalNs == NONE ? NONE : Math.max(STEP_NS, arrivalNs - arrival);
        arrival = arrivalNs;
        reorders |= rawPts != NONE && rawDts != NONE && rawPts > rawDts;
        long before = dts;
        boolean repaired = decodingTime(reference(rawPts, rawDts));
        hole = started && !repaired && isHole(dts - before);
        pts = presentationTime(rawPts);
        if (repaired || (rawPts != NONE && pts != rawPts + offset)) {
            repairs++;
        }
        started = true;
    }

    /** A step half as long again as an even stream's: a variable rate never runs even for so long. */
    private boolean isHole(long newStep) {
        if (Math.abs(newStep - step) <= step / 10) {
            evenSteps++;
            return false;
        }
        if (evenSteps >= EVEN_STEPS && newStep > step + step / 2) {
            return true;
        }
        step = newStep;
        evenSteps = 0;
        return false;
    }

    private long reference(long rawPts, long rawDts) {
        if (rawDts != NONE || rawPts == NONE) {
            return rawDts;
        }
        // With reordering, a presentation time alone only bounds the decoding time.
        return reorders && started ? Math.min(rawPts, dts + frameNs - offset) : rawPts;
    }

    private boolean decodingTime(long raw) {
        jump = false;
        if (raw == NONE) {
            dts = started ? dts + goOn() : 0;
            return started || arrival == NONE;
        }
        long believed = raw + offset;
        if (elapsed != NONE) {
            return liveTime(believed);
        }
        if (!started || (believed > dts && believed - dts <= longestGap())) {
            dts = believed;
            return false;
        }
        if (believed > dts || dts - believed >= LONGEST_STEP_BACK_NS) {
            jumpFrom(believed);
        } else {
            dts += STEP_NS;
        }
        return true;
    }

    private boolean liveTime(long believed) {
        long stepped = believed - dts;
        if (stepped > 0 && stepped - elapsed <= Math.max(LONGEST_LIVE_GAIN_NS, Math.max(4 * frameNs, 2 * step))) {
            dts = believed;
            return false;
        }
        // Two units of one picture may share a stamp; they come together.
        if (stepped <= 0 && -stepped < LONGEST_STEP_BACK_NS && elapsed < frameNs / 2) {
            dts += STEP_NS;
        } else {
            jumpFrom(believed);
        }
        return true;
    }

    private void jumpFrom(long believed) {
        jump = true;
        offset += dts + goOn() - believed;
        dts += goOn();
    }

    /** By how much time goes on where the stamps don't tell. */
    private long goOn() {
        return elapsed == NONE ? frameNs : elapsed;
    }

    private long presentationTime(long raw) {
        if (!reorders) {
            return dts; // one order: the decoding time, made sound, is the presentation time
        }
        if (raw == NONE || raw + offset - dts > LONGEST_DELAY_NS) {
            return NONE;
        }
        return Math.max(raw + offset, dts);
    }

    private long longestGap() {
        return Math.max(LONGEST_GAP_NS, 10 * frameNs);
    }

    /** The decoding time. */
    long dts() {
        return dts;
    }

    /** The presentation time; {@link #NONE} where only the decoder can tell. */
    long pts() {
        return pts;
    }

    /** Whether the clock jumped before this packet. */
    boolean jump() {
        return jump;
    }

    /** Whether packets seem to be missing before this one: an even stream has left out at least one step. */
    boolean hole() {
        return hole;
    }

    /** How many packets had a stamp repaired so far. */
    long repairs() {
        return repairs;
    }
}
