package vn.ngatu.core.geom;

import org.jspecify.annotations.Nullable;

/**
 * Finds where on the road a body of known heading and size must stand so that its outline fits a box: Gauss-Newton over
 * the two ground coordinates with a soft-L1 loss on the four edges, each weighed by its error.
 *
 * <p>The middle of a box's bottom edge is no contact point: seen from an oblique pole it lies metres beside the road user.
 * Reused between fits; owned by one thread.
 */
public final class CuboidFit {

    private static final int MAX_ITERATIONS = 15;
    private static final double MAX_STEP = 6;

    private final CuboidOutline outline;

    /** A fit for bodies seen by {@code camera}. */
    public CuboidFit(CameraModel camera) {
        outline = new CuboidOutline(camera);
    }

    /**
     * Where the body stands.
     *
     * @param centre the middle of its footprint, metres
     * @param varianceX error variance of x, square metres
     * @param covariance error covariance of x and y
     * @param varianceY error variance of y
     * @param misfit what the fit could not explain: the sum of the edges' losses, in squared sigmas
     */
    public record Result(Point centre, double varianceX, double covariance, double varianceY, double misfit) {}

    /**
     * Fits a body with {@code heading} (radians) and {@code size} to {@code seen}, searching from {@code start} (metres);
     * null when the visible edges don't pin it down or it would stand behind the camera.
     */
    public @Nullable Result fit(BoxEdges seen, double heading, Dimensions size, Point start) {
        double x = start.x();
        double y = start.y();
        for (int i = 0; ; i++) {
            outline.project(x, y, heading, size.length(), size.width(), size.height());
            double a = 0;
            double b = 0;
            double d = 0;
            double gx = 0;
            double gy = 0;
            double misfit = 0;
            for (int edge = 0; edge < 4; edge++) {
                double sigma = seen.sigma(edge, outline.edge(edge));
                if (!Double.isFinite(sigma)) {
                    continue;
                }
                double residual = (seen.value(edge) - outline.edge(edge)) / sigma;
                double root = Math.sqrt(1 + residual * residual);
                double weight = 1 / (root * sigma * sigma);
                double jx = outline.slope(edge, 0);
                double jy = outline.slope(edge, 1);
                a += weight * jx * jx;
                b += weight * jx * jy;
                d += weight * jy * jy;
                gx += weight * jx * residual * sigma;
                gy += weight * jy * residual * sigma;
                misfit += 2 * (root - 1);
            }
            double det = a * d - b * b;
            if (!(det > 1e-9 * (a + d) * (a + d)) || !Double.isFinite(det)) {
                return null;
            }
            double dx = (d * gx - b * gy) / det;
            double dy = (a * gy - b * gx) / det;
            double step = Math.hypot(dx, dy);
            if (i == MAX_ITERATIONS || step < 0.02) {
                return new Result(new Point(x, y), d / det, -b / det, a / det, misfit);
            }
            double shrink = step > MAX_STEP ? MAX_STEP / step : 1;
            x += shrink * dx;
            y += shrink * dy;
        }
    }
}
