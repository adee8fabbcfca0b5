package vn.ngatu.core.media;

/**
 * Picks the frames to analyse, evenly by presentation time: the first frame of each slot of {@code 1 / rate} seconds, so
 * that 10 of 25 frames per second are every third and second in turn, and a variable frame rate never bunches. Pure; one
 * stream, one thread.
 */
public final class FrameSampler {

    // A slot's boundary computed in doubles may miss the frame that lies on it by this much of a slot.
    private static final double ROUNDING = 1e-6;

    private double rate;
    private double lastTime = Double.NEGATIVE_INFINITY;

    /** Picks {@code rate} frames per second; infinity picks all. */
    public FrameSampler(double rate) {
        this.rate = checked(rate);
    }

    /** Changes the rate from the next frame on. */
    public void rate(double newRate) {
        rate = checked(newRate);
    }

    /** Whether to analyse the frame at {@code time} seconds; times increase from call to call. */
    public boolean wants(double time) {
        if (rate == Double.POSITIVE_INFINITY || slot(time) > slot(lastTime)) {
            lastTime = time;
            return true;
        }
        return false;
    }

    private double slot(double time) {
        return Math.floor(time * rate + ROUNDING);
    }

    private static double checked(double rate) {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("frames per second: " + rate + " (expected: > 0)");
        }
        return rate;
    }
}
