package vn.ngatu.core.rule;

import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.track.Track;

/**
 * A road user near a stop line at one moment.
 *
 * @param time presentation seconds
 * @param past metres that the front is past the line; negative before it
 * @param front the middle of the front edge
 * @param rear the middle of the rear edge
 * @param speed metres per second
 * @param heading radians counter-clockwise from the ground's x axis
 * @param sigma one-sigma error of its centre along the heading, metres
 * @param sigmaFront the same of its front
 * @param hidden whether its wheels are hidden, so that the place is a guess
 */
record Sighting(
        double time,
        double past,
        Point front,
        Point rear,
        double speed,
        double heading,
        double sigma,
        double sigmaFront,
        boolean hidden) {

    /** No road user is faster, metres per second. */
    static final double FASTEST = 30;
    // Metres per second that a speed may be wrong by, and per second squared that a motorcycle gains at most.
    private static final double SPEED_ERROR = 2;
    private static final double QUICKEST = 4;
    private static final double SHORTEST = 0.3;
    private static final double ALONG = 0.5;
    private static final double AT_LINE = 0.01;

    /** How {@code track} is to be seen from {@code line}. */
    static Sighting of(RoadStopLine line, Track track, Footprint footprint) {
        Point front = footprint.front();
        return new Sighting(
                track.time(),
                line.past(front),
                front,
                footprint.rear(),
                track.speed(),
                footprint.heading(),
                footprint.sigmaAlong(),
                footprint.sigmaFront(),
                track.lowerEdgeHidden());
    }

    /** The same one taken to be just before the line. */
    Sighting atLine() {
        return new Sighting(time, -AT_LINE, front, rear, speed, heading, sigma, sigmaFront, hidden);
    }

    /** Whether it heads the way for which the line is drawn. */
    boolean headsAlong(RoadStopLine line) {
        return Math.cos(heading - line.heading().angle()) > ALONG;
    }

    /**
     * Whether nobody who moved as it did then can be where {@code later} is. The end that moved less counts: the other one
     * also moves when the length is told anew.
     */
    boolean outruns(Sighting later) {
        double dt = Math.max(later.time - time, SHORTEST);
        double reach = Math.min(speed + SPEED_ERROR + QUICKEST * dt, FASTEST) * dt;
        double moved = Math.min(front.distance(later.front), rear.distance(later.rear));
        return moved > reach + 3 * Math.hypot(sigma, later.sigma);
    }
}
