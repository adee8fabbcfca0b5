package vn.ngatu.core.geom;

import java.util.function.UnaryOperator;

/**
 * How much a picture error at one point counts: scales errors so that their expected size is one, given the errors of
 * pointing in the picture and of measuring on the road. Immutable and pure.
 */
record PointWeight(double a, double b, double c) {

    private static final double STEP = 1e-4;

    /** The weight at {@code ground} under a map from the road to the picture. */
    static PointWeight of(UnaryOperator<Point> toImage, Point ground, double pixelSigma, double groundSigma) {
        Point at = toImage.apply(ground);
        Point dx = toImage.apply(ground.plus(new Point(STEP, 0))).minus(at).times(groundSigma / STEP);
        Point dy = toImage.apply(ground.plus(new Point(0, STEP))).minus(at).times(groundSigma / STEP);
        double uu = pixelSigma * pixelSigma + dx.x() * dx.x() + dy.x() * dy.x();
        double uv = dx.x() * dx.y() + dy.x() * dy.y();
        double vv = pixelSigma * pixelSigma + dx.y() * dx.y() + dy.y() * dy.y();
        // The inverse of the lower Cholesky factor of the covariance.
        double first = Math.sqrt(uu);
        double cross = uv / first;
        double second = Math.sqrt(Math.max(vv - cross * cross, 1e-12));
        return new PointWeight(1 / first, -cross / (first * second), 1 / second);
    }

    /** The error in units of its expected size. */
    Point apply(Point error) {
        return new Point(a * error.x(), b * error.x() + c * error.y());
    }
}
