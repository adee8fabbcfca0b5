package vn.ngatu.core.geom;

import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.operation.valid.IsValidOp;

/** A simple polygon (it may be concave) of at least three points; the closing point is not repeated. */
public record Polygon(List<Point> points) {

    private static final GeometryFactory FACTORY = new GeometryFactory();

    /** Copies the points; refuses fewer than three. */
    public Polygon {
        points = List.copyOf(points);
        if (points.size() < 3) {
            throw new IllegalArgumentException("polygon: " + points.size() + " points (expected: >= 3)");
        }
    }

    /** Whether the outline neither crosses nor touches itself and encloses an area. */
    public boolean isSimple() {
        return new IsValidOp(toJts()).isValid();
    }

    /** The enclosed area, in the plane's unit squared. */
    public double area() {
        double twice = 0;
        for (int i = 0; i < points.size(); i++) {
            twice += points.get(i).cross(points.get((i + 1) % points.size()));
        }
        return Math.abs(twice) / 2;
    }

    /** Whether {@code p} lies inside (even-odd rule; points of the outline may count either way). */
    public boolean contains(Point p) {
        boolean inside = false;
        for (int i = 0, j = points.size() - 1; i < points.size(); j = i++) {
            Point a = points.get(i);
            Point b = points.get(j);
            if (a.y() > p.y() != b.y() > p.y() && p.x() < (b.x() - a.x()) * (p.y() - a.y()) / (b.y() - a.y()) + a.x()) {
                inside = !inside;
            }
        }
        return inside;
    }

    /** The area shared with {@code other}, in the plane's unit squared. */
    public double intersectionArea(Polygon other) {
        try {
            return toJts().intersection(other.toJts()).getArea();
        } catch (TopologyException e) {
            // Nearly degenerate outlines defeat the exact overlay; buffering by nothing repairs them.
            return toJts().buffer(0).intersection(other.toJts().buffer(0)).getArea();
        }
    }

    /** The distance of {@code p} from the outline, positive inside and negative outside. */
    public double inset(Point p) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            Point a = points.get(i);
            Point b = points.get((i + 1) % points.size());
            nearest = Math.min(nearest, a.equals(b) ? a.distance(p) : new Segment(a, b).distance(p));
        }
        return contains(p) ? nearest : -nearest;
    }

    private org.locationtech.jts.geom.Polygon toJts() {
        Coordinate[] ring = new Coordinate[points.size() + 1];
        for (int i = 0; i < points.size(); i++) {
            ring[i] = new Coordinate(points.get(i).x(), points.get(i).y());
        }
        ring[points.size()] = ring[0].copy();
        return FACTORY.createPolygon(ring);
    }
}
