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

    /** The estimate from the last sighting before the line, the first past it, and the trail around them. */
    static Crossing of(RoadStopLine line, Sighting last, Sighting first, Trail trail, SceneIndex index) {
        double share = last.past() / (last.past() - first.past());
        double time = last.time() + share * (first.time() - last.time());
        double speed = (first.past() - last.past()) / (first.time() - last.time());
        double place = placeError(last, index);
        Crossing fitted = fit(line, time, place, trail);
        return fitted == null ? new Crossing(time, error(place, speed), speed) : fitted;
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
