package vn.ngatu.core.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Scene.Movement;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.track.Track;

/** Which way a road user goes past a stop line. Its path tells, where a heading may be taken for its opposite. Pure. */
final class Course {

    private static final double TURN = Math.toRadians(35);
    private static final double TURNED_AFTER = 22;
    // Metres of path that show a direction, and metres to the side that a vehicle which drives on straight doesn't
    // come.
    private static final double PATH = 2;
    private static final double OFF_COURSE = 1;
    // Nearly a lane's width to the side and still going there: nobody swings out so far to turn the other way.
    private static final double LANE_AWAY = 2.5;
    private static final double BENT = Math.toRadians(15);

    // Opposite stop lines look at each other, over a junction this many metres long at least.
    private static final double FACING = -0.9;
    private static final double SHORTEST = 15;

    private Course() {}

    /**
     * The movement of one that is at {@code now} and first was past the line at {@code crossed}; null while that is open.
     */
    static @Nullable Movement of(RoadStopLine line, Sighting crossed, Sighting now, Trail trail, SceneIndex index) {
        List<Track> path = trail.between(crossed.time(), now.time());
        Point from = centre(path, 0);
        Point here = centre(path, path.size() - 1);
        if (from == null || here == null) {
            return null;
        }
        Point left = index.leftOf(line.heading());
        double shift = here.minus(from).dot(left);
        Point way = lastWay(path, here);
        double turned = way == null ? 0 : Math.atan2(way.dot(left), way.dot(line.heading()));
        boolean turnedOff = Math.abs(turned) >= TURN && Math.abs(shift) >= OFF_COURSE;
        boolean turnsOff = Math.abs(turned) >= BENT && Math.abs(shift) >= LANE_AWAY;
        if ((turnedOff || turnsOff) && turned * shift > 0) {
            return turned > 0 ? Movement.LEFT : Movement.RIGHT;
        }
        return now.past() >= TURNED_AFTER ? Movement.STRAIGHT : null;
    }

    /**
     * Whether one that went past {@code line} is beyond the middle of its junction, where nobody turns right any more;
     * unknown, hence false, where no stop line of the opposite approach is drawn.
     */
    static boolean isPastNearSide(RoadStopLine line, Sighting now, SceneIndex index) {
        for (RoadStopLine opposite : index.stopLines()) {
            Point middle = opposite.line().from().plus(opposite.line().to()).times(0.5);
            boolean faces = opposite.heading().dot(line.heading()) < FACING;
            if (faces && line.past(middle) > SHORTEST && now.past() - now.sigma() > line.past(middle) / 2) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Point centre(List<Track> path, int i) {
        Footprint footprint = path.isEmpty() ? null : path.get(i).footprint();
        return footprint == null ? null : footprint.centre();
    }

    // Its way over the last metres; null when it has not come that far since the line.
    private static @Nullable Point lastWay(List<Track> path, Point here) {
        for (int i = path.size() - 1; i >= 0; i--) {
            Footprint then = path.get(i).footprint();
            if (then != null && path.get(i).observed() && then.centre().distance(here) >= PATH) {
                return here.minus(then.centre());
            }
        }
        return null;
    }
}
