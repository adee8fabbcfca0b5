package vn.ngatu.core.signal;

/**
 * The time during which a signal holds one state: from {@code start} (inclusive) to {@code end} (exclusive), presentation
 * seconds.
 */
public record SignalInterval(String signal, double start, double end, SignalState state) {

    /** Refuses an interval that ends before it starts. */
    public SignalInterval {
        if (!(start <= end)) {
            throw new IllegalArgumentException("signal interval: " + start + ".." + end + " (expected: start <= end)");
        }
    }
}
