package vn.ngatu.core.geom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pinhole camera above a flat road: maps points of space (metres; z up, road at z = 0) to picture pixels and picture
 * pixels back to the road. Immutable and pure. Lens distortion is not modelled.
 */
public final class CameraModel {

    // The 3x4 projection matrix, row by row: pixel ~ matrix * (x, y, z, 1); the third row is positive before the
    // camera.
    private final double[] projection;
    // The inverse of the columns 0, 1 and 3: road from pixel.
    private final double[] toRoad;

    private CameraModel(double[] projection) {
        this.projection = projection;
        double[] p = projection;
        this.toRoad = invert(new double[] {p[0], p[1], p[3], p[4], p[5], p[7], p[8], p[9], p[11]});
    }

    /**
     * The camera with the given projection, twelve numbers row by row, scaled so that the third row gives a positive
     * number for points before the camera.
     */
    public static CameraModel ofProjection(double... projection) {
        if (projection.length != 12) {
            throw new IllegalArgumentException("projection: " + projection.length + " numbers (expected: 12)");
        }
        return new CameraModel(projection.clone());
    }

    /**
     * The camera at {@code height} metres above the ground origin, looking along the ground's y axis (x to the right),
     * pitched down from the horizontal and rolled (positive when the horizon is higher on the right), with a focal
     * length in pixels and the principal point in the middle of a {@code width} x {@code height} picture.
     */
    public static CameraModel ofPose(
            double height, double pitch, double roll, double focal, double pictureWidth, double pictureHeight) {
        if (!(height > 0) || !(focal > 0)) {
            throw new IllegalArgumentException("camera: height " + height + ", focal " + focal + " (expected: > 0)");
        }
        double cp = Math.cos(pitch);
        double sp = Math.sin(pitch);
        // Camera axes before roll, in ground axes: right, down and forward.
        double[] right = {1, 0, 0};
        double[] down = {0, -sp, -cp};
        double[] forward = {0, cp, -sp};
        double cr = Math.cos(roll);
        double sr = Math.sin(roll);
        double[] rolledRight = new double[3];
        double[] rolledDown = new double[3];
        for (int i = 0; i < 3; i++) {
            rolledRight[i] = cr * right[i] + sr * down[i];
            rolledDown[i] = cr * down[i] - sr * right[i];
        }
        double cx = pictureWidth / 2;
        double cy = pictureHeight / 2;
        double[] p = new double[12];
        for (int i = 0; i < 3; i++) {
            p[i] = focal * rolledRight[i] + cx * forward[i];
            p[4 + i] = focal * rolledDown[i] + cy * forward[i];
            p[8 + i] = forward[i];
        }
        // The camera stands at (0, 0, height).
        for (int row = 0; row < 3; row++) {
            p[row * 4 + 3] = -p[row * 4 + 2] * height;
        }
        return new CameraModel(p);
    }

    /** The picture point of the road point {@code ground} raised by {@code z} metres; null when it is not before the camera. */
    public @Nullable Point toImage(Point ground, double z) {
        double[] p = projection;
        double w = p[8] * ground.x() + p[9] * ground.y() + p[10] * z + p[11];
        if (w <= 1e-6) {
            return null;
        }
        double u = p[0] * ground.x() + p[1] * ground.y() + p[2] * z + p[3];
        double v = p[4] * ground.x() + p[5] * ground.y() + p[6] * z + p[7];
        return new Point(u / w, v / w);
    }

    // The picture point of a road point; not a number when it is not before the camera.
    Point toImageOrNaN(Point ground) {
        Point image = toImage(ground, 0);
        return image == null ? new Point(Double.NaN, Double.NaN) : image;
    }

    /** This camera's view in a picture resized by the given factors. */
    public CameraModel scaled(double across, double down) {
        double[] p = projection.clone();
        for (int i = 0; i < 4; i++) {
            p[i] *= across;
            p[4 + i] *= down;
        }
        return new CameraModel(p);
    }

    /** The road point seen at the picture point {@code image}; null on or above the horizon. */
    public @Nullable Point toGround(Point image) {
        double[] m = toRoad;
        double w = m[6] * image.x() + m[7] * image.y() + m[8];
        double x = (m[0] * image.x() + m[1] * image.y() + m[2]) / w;
        double y = (m[3] * image.x() + m[4] * image.y() + m[5]) / w;
        double depth = projection[8] * x + projection[9] * y + projection[11];
        return Double.isFinite(x) && Double.isFinite(y) && depth > 1e-6 ? new Point(x, y) : null;
    }

    /** How many metres before the camera (along its axis) a road point lies; not positive behind it. */
    public double depth(Point ground) {
        double norm = Math.sqrt(
                projection[8] * projection[8] + projection[9] * projection[9] + projection[10] * projection[10]);
        return (projection[8] * ground.x() + projection[9] * ground.y() + projection[11]) / norm;
    }

    /** How much one goes away from the camera who goes along {@code heading} (radians): 1 straight away, -1 straight to it. */
    public double recedes(double heading) {
        double x = projection[8];
        double y = projection[9];
        double level = Math.hypot(x, y);
        return level > 0 ? (x * Math.cos(heading) + y * Math.sin(heading)) / level : 0;
    }

    /**
     * The change of the road point per picture pixel at {@code image}: {@code [dx/du, dx/dv, dy/du, dy/dv]} in metres per
     * pixel. Meaningless above the horizon.
     */
    public double[] groundJacobian(Point image) {
        double[] m = toRoad;
        double w = m[6] * image.x() + m[7] * image.y() + m[8];
        double x = (m[0] * image.x() + m[1] * image.y() + m[2]) / w;
        double y = (m[3] * image.x() + m[4] * image.y() + m[5]) / w;
        return new double[] {(m[0] - x * m[6]) / w, (m[1] - x * m[7]) / w, (m[3] - y * m[6]) / w, (m[4] - y * m[7]) / w
        };
    }

    /** The projection, twelve numbers row by row; a copy. */
    public double[] projection() {
        return projection.clone();
    }

    private static double[] invert(double[] a) {
        double c0 = a[4] * a[8] - a[5] * a[7];
        double c1 = a[5] * a[6] - a[3] * a[8];
        double c2 = a[3] * a[7] - a[4] * a[6];
        double det = a[0] * c0 + a[1] * c1 + a[2] * c2;
        double scale = Arrays.stream(a).map(Math::abs).max().orElse(0);
        if (!(Math.abs(det) > 1e-15 * scale * scale * scale)) {
            throw new IllegalArgumentException("camera: the road is seen edge-on (expected: a camera above the road)");
        }
        return new double[] {
            c0 / det, (a[2] * a[7] - a[1] * a[8]) / det, (a[1] * a[5] - a[2] * a[4]) / det,
            c1 / det, (a[0] * a[8] - a[2] * a[6]) / det, (a[2] * a[3] - a[0] * a[5]) / det,
            c2 / det, (a[1] * a[6] - a[0] * a[7]) / det, (a[0] * a[4] - a[1] * a[3]) / det
        };
    }
}
