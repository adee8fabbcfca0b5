package vn.ngatu.bench.accuracy;

/** How often something may happen, given how often it was seen to: the exact upper bound of a Poisson rate. */
final class PoissonBound {

    private static final double DOUBT = 0.05;

    private PoissonBound() {}

    /** The expected count that {@code seen} or fewer contradict with 95 per cent: 3.0 for none, 4.7 for one. */
    static double upper(int seen) {
        double low = seen;
        double high = 10 + 3.0 * seen;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (atMost(seen, middle) > DOUBT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double atMost(int seen, double expected) {
        double term = Math.exp(-expected);
        double sum = term;
        for (int k = 1; k <= seen; k++) {
            term *= expected / k;
            sum += term;
        }
        return sum;
    }
}
