package vn.ngatu.core.pipeline;

/**
 * How many frames per second of each camera are analysed: each asks for the base rate, or the burst rate while a road user
 * is near something that matters; when all together ask for more than the lanes can do, every camera gets the same share of
 * what it asks for. The share falls at once and rises slowly. What it allows rests on the processor time of a frame; what is
 * told is what really was analysed. Pure: time comes as an argument. One thread.
 */
public final class RatePolicy {

    // Lanes that are busy all the time make every frame wait for the longest.
    private static final double USABLE = 0.85;
    private static final double RISE_PER_SECOND = 0.05;
    private static final double OVERLOADED = 0.9;
    private static final double NEWEST = 0.3;
    private static final double PATIENCE = 3;

    private final double base;
    private final double burst;
    private double allowed = 1;
    private double share = 1;
    private double last = Double.NaN;
    private double lowSince = Double.NaN;
    private double fullSince = Double.NEGATIVE_INFINITY;
    private boolean overloaded;

    /** For cameras that ask for {@code base} or {@code burst} frames per second. */
    public RatePolicy(double base, double burst) {
        if (!(base > 0 && burst >= base && burst < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "frames per second: base " + base + ", burst " + burst + " (expected: 0 < base <= burst)");
        }
        this.base = base;
        this.burst = burst;
    }

    /** What a camera asks for, frames per second. */
    public double wanted(boolean urgent) {
        return urgent ? burst : base;
    }

    /**
     * Sets the share anew.
     *
     * @param now seconds, never falling
     * @param demand what all cameras together ask for, frames per second
     * @param capacity what all lanes together can do, frames per second; infinity when not yet known
     * @param delivered the share of the frames picked since the last call that was analysed, 0..1
     * @return the share of what it asks for that each camera may pick, up to 1
     */
    public double update(double now, double demand, double capacity, double delivered) {
        double possible = demand <= 0 ? 1 : Math.min(1, USABLE * capacity / demand);
        double risen = Double.isNaN(last) ? 1 : allowed + RISE_PER_SECOND * (now - last);
        allowed = Math.min(possible, risen);
        share += NEWEST * (allowed * delivered - share);
        judge(now);
        last = now;
        return allowed;
    }

    private void judge(double now) {
        if (share >= OVERLOADED) {
            lowSince = Double.NaN;
            fullSince = overloaded && fullSince == Double.NEGATIVE_INFINITY ? now : fullSince;
            if (overloaded && now - fullSince >= PATIENCE) {
                overloaded = false;
            }
        } else {
            fullSince = Double.NEGATIVE_INFINITY;
            lowSince = Double.isNaN(lowSince) ? now : lowSince;
            overloaded |= now - lowSince >= PATIENCE;
        }
    }

    /** The share of what the cameras ask for that was analysed lately. */
    public double share() {
        return share;
    }

    /** Whether cameras have got less than they ask for, for some seconds. */
    public boolean overloaded() {
        return overloaded;
    }
}
