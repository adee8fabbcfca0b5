package vn.ngatu.core.geom;

/**
 * A pinhole camera as the seven numbers that a fit moves: a small turn of a base attitude (3, radians), a move of its
 * place (3, metres) and the logarithm of its focal length. The principal point is the picture's middle, pixels are
 * square. Immutable and pure.
 */
final class Pinhole {

    static final int PARAMETERS = 7;

    // World to camera: the rows are the camera's right, down and forward axes in ground axes.
    private final double[] rotation;
    private final double[] place;
    private final double focal;
    private final double centreX;
    private final double centreY;

    Pinhole(double[] rotation, double[] place, double focal, double centreX, double centreY) {
        this.rotation = rotation;
        this.place = place;
        this.focal = focal;
        this.centreX = centreX;
        this.centreY = centreY;
    }

    /**
     * The camera of a given focal length that sees the road plane approximately as {@code toImage} (ground metres to
     * pixels) does.
     */
    static Pinhole ofHomography(Homography toImage, double focal, double centreX, double centreY) {
        double[] h = toImage.matrix();
        double[][] columns = new double[3][3];
        for (int i = 0; i < 3; i++) {
            columns[i][0] = (h[i] - centreX * h[6 + i]) / focal;
            columns[i][1] = (h[3 + i] - centreY * h[6 + i]) / focal;
            columns[i][2] = h[6 + i];
        }
        double scale = Math.sqrt(norm(columns[0]) * norm(columns[1]));
        double[] a = unit(columns[0]);
        double[] b = unit(columns[1]);
        // The two axes are made orthogonal by turning both by the same amount.
        double[] sum = unit(new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});
        double[] difference = unit(new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]});
        double[] x = new double[3];
        double[] y = new double[3];
        double[] t = new double[3];
        for (int i = 0; i < 3; i++) {
            x[i] = (sum[i] + difference[i]) / Math.sqrt(2);
            y[i] = (sum[i] - difference[i]) / Math.sqrt(2);
            t[i] = columns[2][i] / scale;
        }
        double[] z = {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
        double[] rotation = {x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]};
        double[] place = {-dot(x, t), -dot(y, t), -dot(z, t)};
        return new Pinhole(rotation, place, focal, centreX, centreY);
    }

    /** This camera moved by seven parameters; all zero leaves it as it is. */
    Pinhole moved(double[] p) {
        double[] turned = multiply(turn(p[0], p[1], p[2]), rotation);
        double[] movedPlace = {place[0] + p[3], place[1] + p[4], place[2] + p[5]};
        return new Pinhole(turned, movedPlace, focal * Math.exp(p[6]), centreX, centreY);
    }

    CameraModel model() {
        double[] p = new double[12];
        for (int i = 0; i < 3; i++) {
            p[i] = focal * rotation[i] + centreX * rotation[6 + i];
            p[4 + i] = focal * rotation[3 + i] + centreY * rotation[6 + i];
            p[8 + i] = rotation[6 + i];
        }
        for (int row = 0; row < 3; row++) {
            p[row * 4 + 3] = -(p[row * 4] * place[0] + p[row * 4 + 1] * place[1] + p[row * 4 + 2] * place[2]);
        }
        return CameraModel.ofProjection(p);
    }

    double focal() {
        return focal;
    }

    double height() {
        return place[2];
    }

    Point foot() {
        return new Point(place[0], place[1]);
    }

    /** Down from the horizontal, radians. */
    double pitch() {
        return Math.asin(Math.max(-1, Math.min(1, -rotation[8])));
    }

    /** Positive when the horizon is higher on the right, radians. */
    double roll() {
        return Math.atan2(-rotation[2], -rotation[5]);
    }

    /** Where the camera looks on the ground, radians counter-clockwise from the ground's x axis. */
    double yaw() {
        return Math.atan2(rotation[7], rotation[6]);
    }

    // The rotation about the vector (x, y, z) by its length (Rodrigues).
    private static double[] turn(double x, double y, double z) {
        double angle = Math.sqrt(x * x + y * y + z * z);
        double s = angle < 1e-9 ? 1 : Math.sin(angle) / angle;
        double c = angle < 1e-9 ? 0.5 : (1 - Math.cos(angle)) / (angle * angle);
        return new double[] {
            1 - c * (y * y + z * z),
            c * x * y - s * z,
            c * x * z + s * y,
            c * x * y + s * z,
            1 - c * (x * x + z * z),
            c * y * z - s * x,
            c * x * z - s * y,
            c * y * z + s * x,
            1 - c * (x * x + y * y)
        };
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

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double[] unit(double[] a) {
        double norm = norm(a);
        return new double[] {a[0] / norm, a[1] / norm, a[2] / norm};
    }
}
