package vn.ngatu.core.track;

import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.CuboidOutline;

/**
 * Tells how well a box fits a road user that was foreseen: where between the place foreseen and the one that the box shows
 * it would have to be, and how far that is from both. Size and heading stay as they are, their errors count as errors of
 * the edges. Reused between comparisons; owned by one thread.
 */
final class Resemblance {

    private static final int ITERATIONS = 6;
    private static final double CLOSE = 0.03;
    private static final double MAX_STEP = 6;
    // The outline's parameters beside place whose errors widen the edges' own, and their components of the state.
    private static final int[] SHAPE = {2, 3, 4, 5};
    private static final int[] COMPONENT = {RoadFilter.HEADING, RoadFilter.LENGTH, RoadFilter.WIDTH, RoadFilter.HEIGHT};

    private final CuboidOutline outline;
    private double prior;
    private double misfit;
    private double spread;

    Resemblance(CuboidOutline outline) {
        this.outline = outline;
    }

    /** Compares {@code seen} with the body that {@code filter} foresees, whose place may be off by {@code aside} more (variance). */
    void compare(RoadFilter filter, double aside, BoxEdges seen) {
        double pxx = filter.covariance(RoadFilter.X, RoadFilter.X) + aside;
        double pxy = filter.covariance(RoadFilter.X, RoadFilter.Y);
        double pyy = filter.covariance(RoadFilter.Y, RoadFilter.Y) + aside;
        double det = pxx * pyy - pxy * pxy;
        double ia = pyy / det;
        double ib = -pxy / det;
        double id = pxx / det;
        double[] s = filter.state;
        double dx = 0;
        double dy = 0;
        for (int i = 0; ; i++) {
            outline.project(
                    s[RoadFilter.X] + dx,
                    s[RoadFilter.Y] + dy,
                    s[RoadFilter.HEADING],
                    s[RoadFilter.LENGTH],
                    s[RoadFilter.WIDTH],
                    s[RoadFilter.HEIGHT]);
            double a = ia;
            double b = ib;
            double d = id;
            double gx = -(ia * dx + ib * dy);
            double gy = -(ib * dx + id * dy);
            misfit = 0;
            for (int edge = 0; edge < 4; edge++) {
                double sigma = seen.sigma(edge, outline.edge(edge));
                if (!Double.isFinite(sigma)) {
                    continue;
                }
                double variance = sigma * sigma;
                for (int k = 0; k < SHAPE.length; k++) {
                    double by = outline.slope(edge, SHAPE[k]);
                    variance += by * by * filter.covariance(COMPONENT[k], COMPONENT[k]);
                }
                double residual = seen.value(edge) - outline.edge(edge);
                double root = Math.sqrt(1 + residual * residual / variance);
                double weight = 1 / (root * variance);
                double jx = outline.slope(edge, 0);
                double jy = outline.slope(edge, 1);
                a += weight * jx * jx;
                b += weight * jx * jy;
                d += weight * jy * jy;
                gx += weight * jx * residual;
                gy += weight * jy * residual;
                misfit += 2 * (root - 1);
            }
            double full = a * d - b * b;
            prior = ia * dx * dx + 2 * ib * dx * dy + id * dy * dy;
            spread = full * det;
            double stepX = (d * gx - b * gy) / full;
            double stepY = (a * gy - b * gx) / full;
            double step = Math.hypot(stepX, stepY);
            if (i == ITERATIONS || step < CLOSE) {
                return;
            }
            double shrink = step > MAX_STEP ? MAX_STEP / step : 1;
            dx += shrink * stepX;
            dy += shrink * stepY;
        }
    }

    /** How far it would be from where it was foreseen: a squared Mahalanobis distance. */
    double distance() {
        return prior;
    }

    /** How far the box's edges would be from the body's: the sum of soft-L1 losses, in squared sigmas. */
    double misfit() {
        return misfit;
    }

    /** How little was known of the place before against what the box tells of it: the logarithm of a ratio of spreads. */
    double openness() {
        return Math.log(spread);
    }
}
