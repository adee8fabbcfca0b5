package vn.ngatu.core.geom;

/** A directed straight piece between two different points of one plane. */
public record Segment(Point from, Point to) {

    /** Refuses a segment without length. */
    public Segment {
        if (from.equals(to)) {
            throw new IllegalArgumentException("segment: both ends at " + from + " (expected: two different points)");
        }
    }

    /** The length in the plane's unit. */
    public double length() {
        return from.distance(to);
    }

    /** The unit vector from the first end to the second. */
    public Point direction() {
        return to.minus(from).unit();
    }

    /** The middle. */
    public Point middle() {
        return from.plus(to).times(0.5);
    }

    /**
     * The distance of {@code p} from the infinite line, signed: positive on the left of the direction in a plane whose y
     * axis points up.
     */
    public double signedDistance(Point p) {
        return direction().cross(p.minus(from));
    }

    /** Where {@code p} falls along the direction, in the plane's unit from the first end; outside 0..length beyond the ends. */
    public double along(Point p) {
        return direction().dot(p.minus(from));
    }

    /** The distance of {@code p} from the nearest point of the segment. */
    public double distance(Point p) {
        double s = Math.max(0, Math.min(length(), along(p)));
        return from.plus(direction().times(s)).distance(p);
    }
}
