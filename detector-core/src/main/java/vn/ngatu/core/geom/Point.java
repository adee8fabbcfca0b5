package vn.ngatu.core.geom;

/**
 * A point of a plane: picture pixels (x right, y down) or road metres (x, y of the scene's ground axes). Which of the
 * two is said by the name of the variable that holds it.
 */
public record Point(double x, double y) {

    /** This point moved by {@code other}, both read as vectors. */
    public Point plus(Point other) {
        return new Point(x + other.x, y + other.y);
    }

    /** The vector from {@code other} to this point. */
    public Point minus(Point other) {
        return new Point(x - other.x, y - other.y);
    }

    /** This vector times {@code factor}. */
    public Point times(double factor) {
        return new Point(x * factor, y * factor);
    }

    /** The scalar product of two vectors. */
    public double dot(Point other) {
        return x * other.x + y * other.y;
    }

    /** The z component of the vector product: positive when {@code other} is counter-clockwise (y up) of this one. */
    public double cross(Point other) {
        return x * other.y - y * other.x;
    }

    /** The vector's length. */
    public double norm() {
        return Math.hypot(x, y);
    }

    /** The distance to {@code other}, in the plane's unit. */
    public double distance(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }

    /** This vector at length 1; the null vector stays itself. */
    public Point unit() {
        double norm = norm();
        return norm == 0 ? this : times(1 / norm);
    }

    /** The unit vector at {@code angle} radians, counter-clockwise from the x axis. */
    public static Point ofAngle(double angle) {
        return new Point(Math.cos(angle), Math.sin(angle));
    }

    /** This vector's angle in radians, counter-clockwise from the x axis, in (-pi, pi]. */
    public double angle() {
        return Math.atan2(y, x);
    }
}
