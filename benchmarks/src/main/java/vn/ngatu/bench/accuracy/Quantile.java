package vn.ngatu.bench.accuracy;

/** Quantiles of samples, linear between neighbours as in most statistics packages. */
final class Quantile {

    private Quantile() {}

    /** Below which {@code share} (0..1) of the ascending samples lie; NaN if there are none. */
    static double of(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
