package vn.ngatu.core.media.demux;

import vn.ngatu.core.media.Packet;

/**
 * Makes a stream's time stamps sound, packet by packet: decoding times strictly increase, presentation times never come
 * before them. Forward gaps of up to a minute are believed; longer ones, and steps back by a second and more, are a clock
 * that jumped, and time goes on by one frame. Small steps back and repeats are moved just behind their predecessor. Pure,
 * in nanoseconds.
 */
final class TimeRepair {

    static final long NONE = Packet.NO_PTS;
    static final long LONGEST_GAP_NS = 60_000_000_000L;
    static final long LONGEST_STEP_BACK_NS = 1_000_000_000L;
    static final long STEP_NS = 1_000_000;
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
            dts = started ? dts + frameNs : 0;
            return true;
        }
        long believed = raw + offset;
        if (!started || (believed > dts && believed - dts <= longestGap())) {
            dts = believed;
            return false;
        }
        if (believed > dts || dts - believed >= LONGEST_STEP_BACK_NS) {
            jump = true;
            offset += dts + frameNs - believed;
            dts += frameNs;
        } else {
            dts += STEP_NS;
        }
        return true;
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
