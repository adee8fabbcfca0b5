package vn.ngatu.core.geom;

import java.util.Arrays;
import java.util.List;

/**
 * A projective map from one plane to another, such as from the road to the picture. Immutable and pure.
 *
 * <p>Source of the fit: the normalised direct linear transformation, Hartley and Zisserman, "Multiple View Geometry in
 * Computer Vision", 2nd edition, algorithm 4.2.
 */
public final class Homography {

    // Row by row; scaled to norm 1, its sign so that most fitted points get a positive third coordinate.
    private final double[] matrix;

    private Homography(double[] matrix) {
        this.matrix = matrix;
    }

    /**
     * The map that best (algebraically) takes each of at least four points of {@code from} to its partner in {@code to};
     * meaningless when fewer than four of them are in general position.
     */
    public static Homography fit(List<Point> from, List<Point> to) {
        if (from.size() != to.size() || from.size() < 4) {
            throw new IllegalArgumentException(
                    "point pairs: " + from.size() + " and " + to.size() + " (expected: as many, >= 4)");
        }
        double[] normaliseFrom = normaliser(from);
        double[] normaliseTo = normaliser(to);
        double[][] normal = new double[9][9];
        for (int i = 0; i < from.size(); i++) {
            double x = normaliseFrom[0] * from.get(i).x() + normaliseFrom[2];
            double y = normaliseFrom[0] * from.get(i).y() + normaliseFrom[5];
            double u = normaliseTo[0] * to.get(i).x() + normaliseTo[2];
            double v = normaliseTo[0] * to.get(i).y() + normaliseTo[5];
            addOuter(normal, new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, -u});
            addOuter(normal, new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, -v});
        }
        double[] h = Symmetric.smallestEigenvector(normal);
        double[] undoTo = {
            1 / normaliseTo[0],
            0,
            -normaliseTo[2] / normaliseTo[0],
            0,
            1 / normaliseTo[0],
            -normaliseTo[5] / normaliseTo[0],
            0,
            0,
            1
        };
        double[] raw = multiply(undoTo, multiply(h, normaliseFrom));
        return new Homography(signed(raw, from));
    }

    /** Where {@code p} goes; not finite for points that go to infinity. */
    public Point apply(Point p) {
        double w = weight(p);
        return new Point(
                (matrix[0] * p.x() + matrix[1] * p.y() + matrix[2]) / w,
                (matrix[3] * p.x() + matrix[4] * p.y() + matrix[5]) / w);
    }

    /** The third homogeneous coordinate of the image of {@code p}: one sign on each side of the line that goes to infinity. */
    public double weight(Point p) {
        return matrix[6] * p.x() + matrix[7] * p.y() + matrix[8];
    }

    /** The determinant: its sign tells, for points of positive {@link #weight}, whether the map keeps the sense of rotation. */
    public double determinant() {
        double[] m = matrix;
        return m[0] * (m[4] * m[8] - m[5] * m[7])
                - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    /** The matrix, nine numbers row by row, of norm 1; a copy. */
    public double[] matrix() {
        return matrix.clone();
    }

    // A similarity that moves the points to mean 0 and mean distance sqrt(2), row by row.
    private static double[] normaliser(List<Point> points) {
        double cx = points.stream().mapToDouble(Point::x).average().orElse(0);
        double cy = points.stream().mapToDouble(Point::y).average().orElse(0);
        double spread = points.stream()
                .mapToDouble(p -> Math.hypot(p.x() - cx, p.y() - cy))
                .average()
                .orElse(0);
        double scale = spread > 0 ? Math.sqrt(2) / spread : 1;
        return new double[] {scale, 0, -scale * cx, 0, scale, -scale * cy, 0, 0, 1};
    }

    private static void addOuter(double[][] sum, double[] row) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                sum[i][j] += row[i] * row[j];
            }
        }
    }

    private static double[] multiply(double[] a, double[] b) {
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    product[row * 3 + column] += a[row * 3 + k] * b[k * 3 + column];
                }
            }
        }
        return product;
    }

    private static double[] signed(double[] raw, List<Point> from) {
        long positive = from.stream()
                .filter(p -> raw[6] * p.x() + raw[7] * p.y() + raw[8] > 0)
                .count();
        double norm = Math.sqrt(Arrays.stream(raw).map(x -> x * x).sum());
        double factor = (2 * positive >= from.size() ? 1 : -1) / norm;
        return Arrays.stream(raw).map(x -> x * factor).toArray();
    }
}
