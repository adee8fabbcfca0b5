package vn.ngatu.core.pipeline;

/**
 * Tells how late a running stream's packets come to the decoder, and which of them to leave out so that it shows the present:
 * from the moment that the stream has fallen behind by more than {@value #MOST} s up to the next key frame near the present.
 * Lateness is measured against the promptest packets so far. Pure: time comes as an argument. One thread.
 */
final class Backlog {

    /** How late a packet may be, seconds. */
    static final double MOST = 1;

    // A sender's clock runs off by up to a tenth of this; and a way that has become longer for good is believed at
    // last.
    private static final double FORGOTTEN_PER_SECOND = 1e-3;
    // While a backlog is read without decoding, packets come much faster than they were made.
    private static final double LIVE_PACE = 0.5;

    private double promptest = Double.NaN;
    private double lastArrival;
    private double late;
    private boolean skipping;
    private double skippedFromArrival;
    private double skippedFromTime;

    /** A new session, or another time line: nothing is known of its lateness. */
    void reset() {
        promptest = Double.NaN;
        late = 0;
        skipping = false;
    }

    /**
     * Takes the next packet.
     *
     * @param arrival when it came to hand, seconds of a clock that never falls
     * @param time its place on the stream's time line, seconds
     * @param key whether decoding can begin with it
     * @return whether to leave it out
     */
    boolean skips(double arrival, double time, boolean key) {
        double offset = arrival - time;
        double forgotten = FORGOTTEN_PER_SECOND * (arrival - lastArrival);
        promptest = Double.isNaN(promptest) ? offset : Math.min(promptest + forgotten, offset);
        lastArrival = arrival;
        late = offset - promptest;
        if (!skipping && late > MOST) {
            begin(arrival, time);
        } else if (skipping && key) {
            arrivedAtKey(arrival, time);
        }
        return skipping;
    }

    private void begin(double arrival, double time) {
        skipping = true;
        skippedFromArrival = arrival;
        skippedFromTime = time;
    }

    private void arrivedAtKey(double arrival, double time) {
        boolean live = arrival - skippedFromArrival >= LIVE_PACE * (time - skippedFromTime);
        if (late > MOST && !live) {
            begin(arrival, time);
            return;
        }
        if (late > MOST) {
            // Nothing is left to catch up with: the way itself has become longer.
            promptest = arrival - time;
            late = 0;
        }
        skipping = false;
    }

    /** How late the newest packet was, seconds. */
    double late() {
        return late;
    }
}
