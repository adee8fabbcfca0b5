package vn.ngatu.core.rule;

import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Dimensions;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.Track;

/**
 * Whether traffic makes a vehicle stand: a standing vehicle close ahead in its lane, a stop line that is not green, or a jam
 * around it.
 */
final class Queue {

    private static final double STANDS = 1;
    private static final double TOUCHES = 0.15;
    private static final double INSIDE = 0.5;
    // More than half of the lane this far before and behind it is taken by standing vehicles.
    private static final double JAM_REACH = 25;
    // In a jam, too, who leaves so much road free before it (metres) stands by itself.
    private static final double FREE_ROAD = 14;
    // While the light is not green, standing vehicles this far ahead are its queue's, if the next one could not be
    // seen: so
    // much of it would be covered.
    private static final double TAIL = 30;
    private static final double TO_LINE = 150;
    private static final double COVERED = 0.8;
    private static final Dimensions CAR = new Dimensions(4.5, 1.8, 1.5);

    private final double leaderGap;

    /** {@code leaderGap}: metres to a standing vehicle ahead that make a queue. */
    Queue(double leaderGap) {
        this.leaderGap = leaderGap;
    }

    /** Whether traffic holds {@code track}, which stands at {@code place}. */
    boolean holds(Track track, Footprint place, SceneView scene) {
        for (RoadLane lane : scene.index().lanes()) {
            double share = lane.area().share(place);
            if (share >= TOUCHES && holdsIn(lane, share, track, place, scene)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsIn(RoadLane lane, double share, Track track, Footprint place, SceneView scene) {
        double front = lane.heading().along(place.front());
        double across = lane.heading().signedDistance(place.centre());
        double jammed = 0;
        double next = Double.POSITIVE_INFINITY;
        for (Track other : scene.tracks()) {
            Footprint ahead = other.footprint();
            if (other.id() == track.id()
                    || ahead == null
                    || other.speed() > STANDS
                    || other.objectClass() == ObjectClass.PEDESTRIAN) {
                continue;
            }
            double taken = lane.area().share(ahead);
            if (taken < TOUCHES) {
                continue;
            }
            double gap = lane.heading().along(ahead.rear()) - front;
            double beside = Math.abs(lane.heading().signedDistance(ahead.centre()) - across);
            // A second number for the vehicle itself may head the other way, so that its rear seems to be ahead.
            boolean isAhead = lane.heading().along(ahead.centre()) > front;
            boolean inPath =
                    isAhead && (beside < (ahead.width() + place.width()) / 2 || share >= INSIDE && taken >= INSIDE);
            if (inPath && gap > -1) {
                next = Math.min(next, gap);
            }
            if (Math.abs(gap) < JAM_REACH) {
                jammed += ahead.length() + 2;
            }
        }
        if (next < leaderGap) {
            return true;
        }
        boolean jam = jammed > JAM_REACH;
        boolean hidden = (jam || next < TAIL) && hidesNext(lane, place, scene);
        if (jam && (next < FREE_ROAD || hidden)) {
            return true;
        }
        boolean queues = hidden && next < TAIL;
        return share >= INSIDE && waitsAtSignal(lane, queues ? TO_LINE : leaderGap, front, scene);
    }

    // Whether a car right ahead of `place` would be covered by those who are nearer to the camera.
    private boolean hidesNext(RoadLane lane, Footprint place, SceneView scene) {
        Point next = place.front().plus(lane.heading().direction().times(leaderGap / 2));
        Box there = scene.index().view(next, lane.heading().direction().angle(), CAR);
        if (there.area() <= 0) {
            return true;
        }
        double covered = 0;
        for (Track other : scene.tracks()) {
            if (other.speed() < STANDS && other.box().bottom() > there.bottom()) {
                covered += there.intersection(other.box()) / there.area();
            }
        }
        return covered > COVERED;
    }

    // Within `reach` of a stop line that is not green.
    private boolean waitsAtSignal(RoadLane lane, double reach, double front, SceneView scene) {
        double toLine = lane.stopLine() - front;
        if (!(toLine < reach) || toLine < -leaderGap) {
            return false;
        }
        for (RoadStopLine line : scene.index().stopLines()) {
            if (line.heading().dot(lane.heading().direction()) > 0.7
                    && scene.signals().at(line.signal(), scene.time()) != SignalState.GREEN) {
                return true;
            }
        }
        return false;
    }
}
