package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Scene.Movement;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.Track;

/** Which way a road user goes past a stop line, as its path tells. */
class CourseTest {

    private static final double AHEAD = Math.PI / 2;

    private final StraightRoad road = new StraightRoad(SignalState.RED);

    @Test
    void aPathThatBendsToTheRightIsARightTurn() {
        assertThat(after(new Point(7.75, 62), new Point(8.5, 65), new Point(10.5, 67)))
                .isEqualTo(Movement.RIGHT);
    }

    @Test
    void aPathThatBendsToTheLeftIsALeftTurn() {
        assertThat(after(new Point(7.75, 62), new Point(6.5, 67), new Point(3.5, 70)))
                .isEqualTo(Movement.LEFT);
    }

    @Test
    void aLongWayAheadIsStraight() {
        assertThat(after(new Point(7.75, 62), new Point(7.75, 72), new Point(7.75, 84)))
                .isEqualTo(Movement.STRAIGHT);
    }

    @Test
    void aFewMetresAheadTellNothing() {
        assertThat(after(new Point(7.75, 62), new Point(7.75, 66), new Point(7.75, 69)))
                .isNull();
    }

    @Test
    void swingingOutToTheLeftIsNotYetALeftTurn() {
        assertThat(after(new Point(7.75, 62), new Point(7.5, 65), new Point(7, 67.5)))
                .isNull();
    }

    @Test
    void aWayToTheRightWithoutHavingLeftTheLaneTellsNothing() {
        assertThat(after(new Point(7.75, 62), new Point(7.75, 63), new Point(8.5, 64.9)))
                .isNull();
    }

    private @Nullable Movement after(Point... path) {
        Track last = at(0, path[0]);
        road.see(0, last);
        for (int i = 1; i < path.length; i++) {
            last = at(i, path[i]);
            road.see(i, last);
        }
        return Course.of(road.stopLine(), sighting(at(0, path[0])), sighting(last), road.trail(1), road.index);
    }

    private Track at(double time, Point centre) {
        return road.at(1, ObjectClass.MOTORCYCLE, time, centre, AHEAD, 4, StraightRoad.SIGMA, false);
    }

    private Sighting sighting(Track track) {
        return Sighting.of(road.stopLine(), track, Objects.requireNonNull(track.footprint()));
    }
}
