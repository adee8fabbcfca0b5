package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.Track;

/** When a front crossed a stop line, and how far that may be off. */
class CrossingTest {

    private static final double HALF = 2.25;

    @Test
    void anEvenDriveCrossesBetweenTheFrames() {
        Crossing at = crossing(8, 0.1, StraightRoad.SIGMA, 10.03);

        assertThat(at.time()).isCloseTo(10.03, within(0.02));
        assertThat(at.speed()).isCloseTo(8, within(0.1));
    }

    @Test
    void theSameIsToldOfFewFrames() {
        assertThat(crossing(8, 0.4, StraightRoad.SIGMA, 10.1).time()).isCloseTo(10.1, within(0.05));
    }

    @Test
    void aSlowOneIsToldWorseThanAFastOne() {
        assertThat(crossing(1.2, 0.1, 0.3, 10).error())
                .isGreaterThan(3 * crossing(8, 0.1, 0.3, 10).error());
    }

    @Test
    void aPlaceToldBadlyMakesATimeToldBadly() {
        assertThat(crossing(8, 0.1, 1.5, 10).error())
                .isGreaterThan(1.5 * crossing(8, 0.1, 0.1, 10).error());
    }

    @Test
    void aLengthThatIsAGuessMakesATimeToldBadly() {
        StraightRoad road = new StraightRoad(SignalState.RED);
        Point centre = new Point(StraightRoad.LANE, StraightRoad.STOP_LINE - HALF);
        Track seen = road.at(1, ObjectClass.CAR, 10, centre, Math.PI / 2, 8, 0.1, false);
        Footprint sure = Objects.requireNonNull(seen.footprint());
        Footprint guess = new Footprint(centre, sure.heading(), sure.length(), sure.width(), 0.1, 0.1, 1.2);

        assertThat(Crossing.placeError(Sighting.of(road.stopLine(), seen, sure), road.index))
                .isLessThan(0.9);
        assertThat(Crossing.placeError(Sighting.of(road.stopLine(), seen, guess), road.index))
                .isGreaterThan(1.2);
    }

    @Test
    void theErrorHasAFloorHoweverWellThePlaceIsTold() {
        assertThat(crossing(20, 0.1, 0.001, 10).error()).isGreaterThanOrEqualTo(0.05);
    }

    @Test
    void framesThatHideTheWheelsDoNotMoveTheTime() {
        StraightRoad other = new StraightRoad(SignalState.RED);
        for (int frame = 90; frame <= 110; frame++) {
            boolean hidden = frame < 96;
            // While its wheels are hidden it seems to be five metres farther on.
            see(other, frame / 10.0, 8 * (frame / 10.0 - 10) + (hidden ? 5 : 0), 0.1, hidden);
        }

        assertThat(of(other).time()).isCloseTo(10, within(0.02));
    }

    @Test
    void whoPullsAwayCrossedSoonerThanItWasBelievedToMove() {
        // It leaves at 10 s with 2 m/s^2, two metres before the line, hence is over it at 11.41 s.
        assertThat(pullsAway(12.6).time()).isBetween(11.4, 12.3);
        assertThat(pullsAway(10).time()).isCloseTo(11.41, within(0.1));
    }

    // Someone who is believed to stand until `believed`.
    private static Crossing pullsAway(double believed) {
        StraightRoad road = new StraightRoad(SignalState.RED);
        for (int frame = 0; frame <= 160; frame++) {
            double time = frame / 10.0;
            double moved = time < believed ? 0 : Math.pow(Math.max(0, time - 10), 2);
            double speed = time < believed ? 0 : 2 * Math.max(0, time - 10);
            Point centre = new Point(StraightRoad.LANE, StraightRoad.STOP_LINE - 2 - HALF + moved);
            road.see(time, road.at(1, ObjectClass.CAR, time, centre, Math.PI / 2, speed, 0.1, false));
        }
        return of(road);
    }

    private static Crossing crossing(double speed, double step, double sigma, double when) {
        StraightRoad road = new StraightRoad(SignalState.RED);
        for (int frame = 0; frame * step <= 12; frame++) {
            double time = frame * step;
            see(road, time, speed * (time - when), sigma, false);
        }
        return of(road);
    }

    private static void see(StraightRoad road, double time, double past, double sigma, boolean hidden) {
        Point centre = new Point(StraightRoad.LANE, StraightRoad.STOP_LINE + past - HALF);
        road.see(time, road.at(1, ObjectClass.CAR, time, centre, Math.PI / 2, 8, sigma, hidden));
    }

    // Around the first crossing that is in the trail.
    private static Crossing of(StraightRoad road) {
        Sighting before = null;
        for (Track track : road.trail(1).all()) {
            Sighting now = Sighting.of(road.stopLine(), track, Objects.requireNonNull(track.footprint()));
            if (before != null && before.past() <= 0 && now.past() > 0 && !track.lowerEdgeHidden()) {
                return Crossing.of(road.stopLine(), before, now, road.trail(1), road.index);
            }
            before = now;
        }
        throw new AssertionError("nobody crossed");
    }
}
