package vn.ngatu.core.rule;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.track.Track;

/**
 * When a front crossed a stop line.
 *
 * @param time presentation seconds
 * @param error one-sigma error of {@code time}, seconds, the calibration's share included
 * @param speed metres per second along the line's heading
 */
record Crossing(double time, double error, double speed) {

    private static final double FIT_WINDOW = 0.65;
    private static final double SLOWEST_FIT = 0.8;
    private static final double SLOWEST = 0.5;
    // What is left when the place is exact: a crossing lies between frames, and its speed is not even.
    private static final double SHORTEST_ERROR = 0.05;
    private static final double LENGTH_ERROR = 0.07;
    // Slower than this, metres per second, it stands; faster, it surely drives, this many metres from its place at
    // rest.
    private static final double STANDS = 0.8;
    private static final double DRIVES = 2.5;
    private static final double DRIVEN = 2.5;
    // Seconds before its last sighting at the line in which its place at rest is told, and after it until its speed is.
    private static final double LONGEST_REST = 5;
    private static final double SHORTEST_REST = 1.5;
    private static final double LONGEST_START = 4;

    /** The estimate from the last sighting before the line, the first past it, and the trail around them. */
    static Crossing of(RoadStopLine line, Sighting last, Sighting first, Trail trail, SceneIndex index) {
        double share = last.past() / (last.past() - first.past());
        double time = last.time() + share * (first.time() - last.time());
        double speed = (first.past() - last.past()) / (first.time() - last.time());
        double place = placeError(last, index);
        Crossing fitted = fit(line, time, place, trail);
        Crossing seen = fitted == null ? new Crossing(time, error(place, speed), speed) : fitted;
        boolean stood = last.speed() < STANDS && !trail.latest().objectClass().isTwoWheeler();
        Crossing pulledAway = stood ? pulledAway(line, last, first, place, trail) : null;
        return pulledAway != null && pulledAway.time < seen.time ? between(pulledAway, seen) : seen;
    }

    // It crossed after the one and before the other.
    private static Crossing between(Crossing early, Crossing late) {
        double apart = (late.time - early.time) / 2;
        return new Crossing(early.time + apart, Math.hypot(late.error, apart / 2), (early.speed + late.speed) / 2);
    }

    // A long vehicle that stood is believed to stand until it surely drives, so that it crossed sooner than was seen.
    // From its place at rest to where it is when its speed is known, it gained speed, evenly if it left at once;
    // drivers creep first, so this tells the earliest moment. Null when it was not seen to pull away.
    private static @Nullable Crossing pulledAway(
            RoadStopLine line, Sighting last, Sighting first, double place, Trail trail) {
        double rest = 0;
        int n = 0;
        for (Track track : trail.between(last.time() - LONGEST_REST, last.time() - SHORTEST_REST)) {
            Footprint footprint = track.footprint();
            if (footprint != null && track.observed() && track.speed() < STANDS) {
                rest += line.past(footprint.front());
                n++;
            }
        }
        double from = rest / n;
        if (n < 3 || !(from < 0)) {
            return null;
        }
        for (Track track : trail.between(first.time(), first.time() + LONGEST_START)) {
            Footprint footprint = track.footprint();
            double to = footprint == null || !track.observed() ? 0 : line.past(footprint.front());
            if (to > 0 && track.speed() > DRIVES && to - from > DRIVEN && !track.lowerEdgeHidden()) {
                double started = track.time() - 2 * (to - from) / track.speed();
                double share = Math.sqrt(-from / (to - from));
                double speed = share * track.speed();
                double time = started + share * (track.time() - started);
                return started > last.time() - LONGEST_REST ? new Crossing(time, error(place, speed), speed) : null;
            }
        }
        return null;
    }

    /**
     * One sigma of how far a front is from the line, metres: the footprint's, the drawing's, and that of the length, which is
     * partly a guess and partly stretched by a calibration that is off.
     */
    static double placeError(Sighting at, SceneIndex index) {
        double length = at.front().distance(at.rear());
        double ofLength = length * Math.hypot(LENGTH_ERROR, index.stretch(at.front()));
        return Math.hypot(Math.hypot(at.sigmaFront(), index.error(at.front())), ofLength);
    }

    // A straight line through the sightings around the crossing; null when they are too few or too slow.
    private static @Nullable Crossing fit(RoadStopLine line, double time, double place, Trail trail) {
        double n = 0;
        double st = 0;
        double ss = 0;
        double stt = 0;
        double sts = 0;
        for (Track track : trail.between(time - FIT_WINDOW, time + FIT_WINDOW)) {
            Footprint footprint = track.footprint();
            if (footprint != null && track.observed() && !track.lowerEdgeHidden()) {
                double t = track.time() - time;
                double s = line.past(footprint.front());
                n++;
                st += t;
                ss += s;
                stt += t * t;
                sts += t * s;
            }
        }
        double spread = n * stt - st * st;
        if (n < 3 || !(spread > 0)) {
            return null;
        }
        double slope = (n * sts - st * ss) / spread;
        double shift = -(ss - slope * st) / n / slope;
        return slope > SLOWEST_FIT && Math.abs(shift) <= FIT_WINDOW
                ? new Crossing(time + shift, error(place, slope), slope)
                : null;
    }

    // A place that is off by `place` metres shifts the crossing by the time it takes to drive them.
    private static double error(double place, double speed) {
        return Math.hypot(SHORTEST_ERROR, place / Math.max(speed, SLOWEST));
    }
}
