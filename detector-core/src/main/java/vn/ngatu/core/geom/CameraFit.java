package vn.ngatu.core.geom;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The pinhole camera that best explains where road points of known place appear in a picture, with what is left over and
 * how sure it is. Immutable, pure and deterministic.
 *
 * <p>The ground axes may lie anywhere, but x to y must turn counter-clockwise seen from above. Errors are
 * {@link IllegalArgumentException}s that name what is wrong with the points.
 */
public final class CameraFit {

    // What a careful person achieves: clicking to a pixel of a full HD picture (half a pixel of a small one), measuring
    // to 3 cm. Only the ratio of the two steers the fit; it stops near points from outweighing far ones.
    private static final double GROUND_SIGMA = 0.03;
    private static final double PIXEL_SIGMA_PER_WIDTH = 1.0 / 1920;
    private static final double LEAST_PIXEL_SIGMA = 0.5;
    // Road cameras have a horizontal field of view of about 45 degrees; a factor of 1.6 either way is one sigma.
    private static final double USUAL_FOCAL_PER_WIDTH = 1.2;
    private static final double USUAL_FOCAL_SPREAD = 0.5;
    private static final double UNKNOWN_FOCAL_ERROR = 0.25;
    private static final double[] FOCAL_STARTS = {0.6, 1.2, 2.4, 5};
    private static final int REWEIGHTINGS = 4;

    private final Pinhole pinhole;
    private final double[][] covariance;
    private final boolean focalKnown;
    private final List<Integer> rejected;
    private final List<Double> heldOut;

    private CameraFit(
            Pinhole pinhole, double[][] covariance, boolean focalKnown, List<Integer> rejected, List<Double> heldOut) {
        this.pinhole = pinhole;
        this.covariance = covariance;
        this.focalKnown = focalKnown;
        this.rejected = rejected;
        this.heldOut = heldOut;
    }

    /**
     * Fits at least four points: {@code image} in pixels of a {@code width} x {@code height} picture, {@code ground} in
     * metres. With six and more, points that contradict the others are left out.
     */
    public static CameraFit of(List<Point> image, List<Point> ground, double width, double height) {
        Pairs pairs = new Pairs(image, ground, width, height);
        PointConsensus consensus = PointConsensus.of(image, ground, pairs.pixelSigma(), GROUND_SIGMA);
        List<Integer> kept = consensus.kept();
        Pairs inliers = pairs.only(kept);
        Pinhole start = bestStart(inliers, consensus.toImage());
        Solved solved = solve(inliers, start, false);
        boolean focalKnown = solved.focalError() <= UNKNOWN_FOCAL_ERROR;
        if (!focalKnown) {
            solved = solve(inliers, start, true);
        }
        requireAbove(solved.pinhole());
        List<Integer> rejected = IntStream.range(0, image.size())
                .filter(i -> !kept.contains(i))
                .boxed()
                .toList();
        return new CameraFit(
                solved.pinhole(),
                solved.covariance(),
                focalKnown,
                rejected,
                heldOut(pairs, kept, solved.pinhole(), !focalKnown));
    }

    /** The camera. */
    public CameraModel camera() {
        return pinhole.model();
    }

    /** Metres above the road. */
    public double height() {
        return pinhole.height();
    }

    /** Down from the horizontal, radians. */
    public double pitch() {
        return pinhole.pitch();
    }

    /** Radians, positive when the horizon is higher on the right. */
    public double roll() {
        return pinhole.roll();
    }

    /** Where the camera looks over the ground, radians counter-clockwise from the ground's x axis. */
    public double yaw() {
        return pinhole.yaw();
    }

    /** The focal length in pixels. */
    public double focal() {
        return pinhole.focal();
    }

    /** The road point under the camera. */
    public Point foot() {
        return pinhole.foot();
    }

    /**
     * Whether the points determine the focal length; when not (a view straight down), a usual one is assumed: road points
     * are right all the same, heights above the road are guesses.
     */
    public boolean focalKnown() {
        return focalKnown;
    }

    /** The indices of points left out because they contradict the others, ascending. */
    public List<Integer> rejected() {
        return rejected;
    }

    /**
     * Per point, how many metres off the road it is put by the camera fitted to the other points; NaN where fewer than
     * five are left to tell.
     */
    public List<Double> heldOut() {
        return heldOut;
    }

    /**
     * Cameras that are each one sigma away from this one, in independent directions: the root of the summed squares of
     * the changes they make to any quantity is that quantity's one-sigma error.
     */
    public List<CameraModel> oneSigmaAway() {
        double[][] factor = Symmetric.cholesky(covariance);
        if (factor == null) {
            return List.of();
        }
        List<CameraModel> cameras = new ArrayList<>();
        for (int column = 0; column < Pinhole.PARAMETERS; column++) {
            double[] move = new double[Pinhole.PARAMETERS];
            for (int row = 0; row < Pinhole.PARAMETERS; row++) {
                move[row] = factor[row][column];
            }
            cameras.add(pinhole.moved(move).model());
        }
        return cameras;
    }

    /** The one-sigma error of the focal length, relative to it. */
    public double focalError() {
        return Math.sqrt(covariance[6][6]);
    }

    /** The one-sigma error of the height, metres. */
    public double heightError() {
        return Math.sqrt(covariance[5][5]);
    }

    private static Pinhole bestStart(Pairs pairs, Homography toImage) {
        Pinhole best = null;
        double bestCost = Double.POSITIVE_INFINITY;
        List<Double> focals = new ArrayList<>();
        for (double perWidth : FOCAL_STARTS) {
            focals.add(perWidth * pairs.width());
        }
        double solved = focalOf(toImage, pairs.width() / 2, pairs.height() / 2);
        if (solved > 0.2 * pairs.width() && solved < 20 * pairs.width()) {
            focals.add(solved);
        }
        for (double focal : focals) {
            Pinhole start = Pinhole.ofHomography(toImage, focal, pairs.width() / 2, pairs.height() / 2);
            LeastSquares.Solution found =
                    LeastSquares.minimise(residuals(pairs, start, start, true), new double[Pinhole.PARAMETERS]);
            if (found.cost() < bestCost) {
                bestCost = found.cost();
                best = start.moved(found.parameters());
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("points: fit no camera (expected: the same road points in both lists)");
        }
        return best;
    }

    /**
     * The focal length for which the homography's first two columns are orthogonal and of equal length; NaN when there is
     * none (Zhang, "A flexible new technique for camera calibration", 2000, with one view and a known principal point).
     */
    private static double focalOf(Homography toImage, double centreX, double centreY) {
        double[] h = toImage.matrix();
        double ax = h[0] - centreX * h[6];
        double ay = h[3] - centreY * h[6];
        double bx = h[1] - centreX * h[7];
        double by = h[4] - centreY * h[7];
        double[] factor = {ax * bx + ay * by, ax * ax + ay * ay - bx * bx - by * by};
        double[] constant = {h[6] * h[7], h[6] * h[6] - h[7] * h[7]};
        double inverseSquare =
                -(factor[0] * constant[0] + factor[1] * constant[1]) / (factor[0] * factor[0] + factor[1] * factor[1]);
        return inverseSquare > 0 ? 1 / Math.sqrt(inverseSquare) : Double.NaN;
    }

    private static Solved solve(Pairs pairs, Pinhole start, boolean usualFocal) {
        Pinhole at = start;
        LeastSquares.Solution found = null;
        for (int i = 0; i < REWEIGHTINGS; i++) {
            found = LeastSquares.minimise(residuals(pairs, at, at, usualFocal), new double[Pinhole.PARAMETERS]);
            at = at.moved(found.parameters());
        }
        double[][] inverse = found == null ? null : Symmetric.inverse(found.information());
        double[][] covariance = new double[Pinhole.PARAMETERS][Pinhole.PARAMETERS];
        int spare = 2 * pairs.image().size() - Pinhole.PARAMETERS;
        double scale = found == null ? 1 : Math.max(1, found.cost() / spare);
        for (int i = 0; i < Pinhole.PARAMETERS; i++) {
            for (int j = 0; j < Pinhole.PARAMETERS; j++) {
                // Without an inverse the points leave something open: as unsure as can be.
                covariance[i][j] = inverse == null ? (i == j ? 1e6 : 0) : inverse[i][j] * scale;
            }
        }
        return new Solved(at, covariance);
    }

    // Reprojection errors, each made independent and of unit size by the errors expected of its point.
    private static Function<double[], double[]> residuals(
            Pairs pairs, Pinhole base, Pinhole weights, boolean usualFocal) {
        CameraModel model = weights.model();
        List<PointWeight> whiteners = new ArrayList<>();
        for (int i = 0; i < pairs.image().size(); i++) {
            whiteners.add(PointWeight.of(model::toImageOrNaN, pairs.ground().get(i), pairs.pixelSigma(), GROUND_SIGMA));
        }
        int n = whiteners.size();
        return parameters -> {
            Pinhole moved = base.moved(parameters);
            CameraModel camera = moved.model();
            double[] r = new double[2 * n + (usualFocal ? 1 : 0)];
            for (int i = 0; i < n; i++) {
                Point error = camera.toImageOrNaN(pairs.ground().get(i))
                        .minus(pairs.image().get(i));
                Point white = whiteners.get(i).apply(error);
                r[2 * i] = white.x();
                r[2 * i + 1] = white.y();
            }
            if (usualFocal) {
                r[2 * n] = Math.log(moved.focal() / (USUAL_FOCAL_PER_WIDTH * pairs.width())) / USUAL_FOCAL_SPREAD;
            }
            return r;
        };
    }

    private static void requireAbove(Pinhole pinhole) {
        if (!(pinhole.height() > 0)) {
            throw new IllegalArgumentException("points: put the camera " + pinhole.height()
                    + " m above the road (expected: > 0; are the ground axes mirrored?)");
        }
    }

    private static List<Double> heldOut(Pairs pairs, List<Integer> kept, Pinhole fitted, boolean usualFocal) {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < pairs.image().size(); i++) {
            int left = i;
            List<Integer> others = kept.stream().filter(k -> k != left).toList();
            if (others.size() < 4
                    || !PointConsensus.inGeneralPosition(pairs.only(others).ground())) {
                errors.add(Double.NaN);
                continue;
            }
            Pinhole without = solve(pairs.only(others), fitted, usualFocal).pinhole();
            Point seen = without.model().toGround(pairs.image().get(i));
            errors.add(seen == null ? Double.NaN : seen.distance(pairs.ground().get(i)));
        }
        return List.copyOf(errors);
    }

    private record Solved(Pinhole pinhole, double[][] covariance) {
        double focalError() {
            return Math.sqrt(covariance[6][6]);
        }
    }

    private record Pairs(List<Point> image, List<Point> ground, double width, double height) {
        double pixelSigma() {
            return Math.max(LEAST_PIXEL_SIGMA, width * PIXEL_SIGMA_PER_WIDTH);
        }

        Pairs only(List<Integer> indices) {
            return new Pairs(
                    indices.stream().map(image::get).toList(),
                    indices.stream().map(ground::get).toList(),
                    width,
                    height);
        }
    }
}
