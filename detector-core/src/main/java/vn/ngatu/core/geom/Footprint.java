package vn.ngatu.core.geom;

import java.util.List;

/**
 * The rectangle of road that a road user stands on, in metres of the scene's ground axes, with its one-sigma errors
 * along and across its heading.
 *
 * @param centre the rectangle's centre
 * @param heading where the front points, radians counter-clockwise from the ground's x axis
 * @param length size along the heading
 * @param width size across it
 * @param sigmaAlong one-sigma error of the centre along the heading
 * @param sigmaAcross one-sigma error of the centre across the heading
 * @param sigmaFront one-sigma error of the front edge along the heading; larger than that of the centre where the length is
 *     a guess, as of a vehicle seen from behind
 */
public record Footprint(
        Point centre,
        double heading,
        double length,
        double width,
        double sigmaAlong,
        double sigmaAcross,
        double sigmaFront) {

    /** A rectangle of exactly known length. */
    public Footprint(Point centre, double heading, double length, double width, double sigmaAlong, double sigmaAcross) {
        this(centre, heading, length, width, sigmaAlong, sigmaAcross, sigmaAlong);
    }

    /** The middle of the front edge. */
    public Point front() {
        return centre.plus(Point.ofAngle(heading).times(length / 2));
    }

    /** The middle of the rear edge. */
    public Point rear() {
        return centre.minus(Point.ofAngle(heading).times(length / 2));
    }

    /** The outline: front left, rear left, rear right, front right (left as the road user sees it). */
    public Polygon outline() {
        Point ahead = Point.ofAngle(heading).times(length / 2);
        Point left = Point.ofAngle(heading + Math.PI / 2).times(width / 2);
        return new Polygon(List.of(
                centre.plus(ahead).plus(left),
                centre.minus(ahead).plus(left),
                centre.minus(ahead).minus(left),
                centre.plus(ahead).minus(left)));
    }

    /** The share of this rectangle, 0..1, that lies inside {@code area}. */
    public double shareInside(Polygon area) {
        return outline().intersectionArea(area) / (length * width);
    }
}
