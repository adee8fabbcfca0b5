package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.Track;

/** Who is made to stand by the traffic before it, and who stands for itself. */
class QueueTest {

    private static final double LANE = StraightRoad.LANE;

    private final StraightRoad road = new StraightRoad(SignalState.RED);
    private final Track own = road.stands(1, ObjectClass.CAR, LANE, 30);

    @Test
    void aStandingVehicleCloseAheadHolds() {
        assertThat(held(road, road.stands(2, ObjectClass.CAR, LANE, 40))).isTrue();
    }

    @Test
    void oneThatDrivesOnDoesNot() {
        Track drives = road.at(2, ObjectClass.CAR, 0, new Point(LANE, 37), Math.PI / 2, 6, 0.1, false);

        assertThat(held(road, drives)).isFalse();
    }

    @Test
    void neitherDoesOneBehindOrOneAtTheKerbBesideTheLane() {
        assertThat(held(road, road.stands(2, ObjectClass.CAR, LANE, 23), road.stands(3, ObjectClass.CAR, 11.5, 40)))
                .isFalse();
    }

    @Test
    void theSignalHoldsTheFirstOneAtTheLine() {
        Track first = road.stands(1, ObjectClass.CAR, LANE, 58);
        road.see(0, first);

        assertThat(queue().holds(first, place(first), road.view)).isTrue();
    }

    @Test
    void theSignalDoesNotHoldOneThatStandsFarBeforeTheLineAlone() {
        assertThat(held(road)).isFalse();
    }

    @Test
    void aQueueGoesOnBehindALorryThatHidesItsNextVehicle() {
        Track tail = road.stands(2, ObjectClass.CAR, LANE, 47);
        Track lorry = road.stands(3, ObjectClass.TRUCK, 5, 33);

        assertThat(held(road, tail, lorry)).isTrue();
    }

    @Test
    void aGapThatIsSeenToBeEmptyIsNoQueue() {
        Track tail = road.stands(2, ObjectClass.CAR, LANE, 47);
        Track lorryElsewhere = road.stands(3, ObjectClass.TRUCK, 0, 33);

        assertThat(held(road, tail, lorryElsewhere)).isFalse();
    }

    @Test
    void aHiddenGapIsNoQueueWhileTheLightIsGreen() {
        StraightRoad green = new StraightRoad(SignalState.GREEN);
        Track tail = green.stands(2, ObjectClass.CAR, LANE, 47);
        Track lorry = green.stands(3, ObjectClass.TRUCK, 5, 33);

        assertThat(held(green, tail, lorry)).isFalse();
    }

    @Test
    void neitherDoesASecondNumberOfItsOwnThatHeadsTheOtherWay() {
        Track itself = road.at(2, ObjectClass.CAR, 0, new Point(LANE, 30), -Math.PI / 2, 0, 0.1, false);

        assertThat(held(road, itself)).isFalse();
    }

    @Test
    void aJamHoldsWhoHasSomebodyBeforeIt() {
        assertThat(held(road, jamWith(road.stands(2, ObjectClass.CAR, LANE, 44))))
                .isTrue();
    }

    @Test
    void aJamDoesNotHoldWhoLeavesTheRoadBeforeItFree() {
        assertThat(held(road, jamWith(road.stands(2, ObjectClass.CAR, LANE, 51))))
                .isFalse();
    }

    @Test
    void aJamHoldsWhoseNextOneALorryMayHide() {
        StraightRoad green = new StraightRoad(SignalState.GREEN);

        assertThat(held(green, jamWith(green.stands(2, ObjectClass.TRUCK, 5, 33))))
                .isTrue();
    }

    // Two cars behind, motorcycles beside them, and one more.
    private Track[] jamWith(Track other) {
        return new Track[] {
            other,
            road.stands(3, ObjectClass.CAR, LANE, 23),
            road.stands(4, ObjectClass.CAR, LANE, 16),
            road.stands(5, ObjectClass.MOTORCYCLE, LANE - 1, 27),
            road.stands(6, ObjectClass.MOTORCYCLE, LANE + 1, 27),
            road.stands(7, ObjectClass.MOTORCYCLE, LANE - 1, 20),
            road.stands(8, ObjectClass.MOTORCYCLE, LANE + 1, 20),
        };
    }

    private boolean held(StraightRoad where, Track... others) {
        Track[] all = new Track[others.length + 1];
        all[0] = own;
        System.arraycopy(others, 0, all, 1, others.length);
        where.see(0, all);
        return queue().holds(own, place(own), where.view);
    }

    private static Queue queue() {
        return new Queue(8);
    }

    private static Footprint place(Track track) {
        return Objects.requireNonNull(track.footprint());
    }
}
