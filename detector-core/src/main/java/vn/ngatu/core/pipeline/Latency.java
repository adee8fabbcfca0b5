package vn.ngatu.core.pipeline;

import java.util.Arrays;

/** The newest thousand durations of something, in seconds. Safe for use by any thread. */
public final class Latency {

    private final double[] values = new double[1024];
    private long count;

    synchronized void add(double seconds) {
        values[(int) (count++ % values.length)] = seconds;
    }

    /** The duration that a share {@code q} (0..1) of the newest stayed under, seconds; NaN when there are none. */
    public synchronized double quantile(double q) {
        int known = (int) Math.min(count, values.length);
        if (known == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(values, known);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(known - 1, Math.floor(q * known))];
    }

    /** How many there were since the start. */
    public synchronized long count() {
        return count;
    }
}
