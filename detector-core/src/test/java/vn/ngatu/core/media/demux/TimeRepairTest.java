package vn.ngatu.core.media.demux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRepairTest {

    private static final long MS = 1_000_000;
    private static final long NONE = -1;

    private final TimeRepair times = new TimeRepair(40 * MS, false);

    private List<Long> repaired(long... milliseconds) {
        List<Long> out = new ArrayList<>();
        for (long each : milliseconds) {
            long raw = each == NONE ? TimeRepair.NONE : each * MS;
            times.next(raw, raw);
            out.add(times.pts() / MS);
        }
        return out;
    }

    @Test
    void soundTimesAreLeftAlone() {
        assertThat(repaired(0, 40, 80, 500, 30_000)).containsExactly(0L, 40L, 80L, 500L, 30_000L);
        assertThat(times.repairs()).isZero();
        assertThat(times.jump()).isFalse();
    }

    @Test
    void missingTimesGoOnByOneFrame() {
        assertThat(repaired(0, NONE, NONE, 120)).containsExactly(0L, 40L, 80L, 120L);
        assertThat(times.repairs()).isEqualTo(2);
    }

    @Test
    void aStreamWithoutAnyTimesStartsAtZero() {
        assertThat(repaired(NONE, NONE, NONE)).containsExactly(0L, 40L, 80L);
    }

    @Test
    void repeatsAndSmallStepsBackMoveJustBehind() {
        assertThat(repaired(0, 40, 40, 30, 120)).containsExactly(0L, 40L, 41L, 42L, 120L);
        assertThat(times.repairs()).isEqualTo(2);
    }

    @Test
    void aClockThatStartsAnewGoesOn() {
        assertThat(repaired(5000, 5040, 0, 40, 80)).containsExactly(5000L, 5040L, 5080L, 5120L, 5160L);
        assertThat(times.repairs()).isEqualTo(1);
    }

    @Test
    void aJumpAheadIsTakenOutAndTheWayBackToo() {
        assertThat(repaired(0, 40, 1_000_000, 120, 160)).containsExactly(0L, 40L, 80L, 120L, 160L);
        assertThat(times.repairs()).isEqualTo(2);
    }

    @Test
    void aJumpIsTold() {
        repaired(0, 40, 1_000_000);
        assertThat(times.jump()).isTrue();
    }

    @Test
    void timesOutOfOrderAreKeptWhereTheDecodingTimesIncrease() {
        times.next(80 * MS, 0);
        assertThat(times.pts()).isEqualTo(80 * MS);
        times.next(40 * MS, 40 * MS);
        assertThat(times.pts()).isEqualTo(40 * MS);
        assertThat(times.repairs()).isZero();
    }

    @Test
    void aStepLeftOutOfAnEvenStreamIsAHole() {
        repaired(0, 40, 80, 120, 160, 200, 240, 280, 320, 360, 440);
        assertThat(times.hole()).isTrue();
        repaired(480);
        assertThat(times.hole()).isFalse();
    }

    @Test
    void anUnevenStreamHasNoHoles() {
        repaired(0, 40, 120, 160, 200, 300, 310, 350, 390, 420, 600);
        assertThat(times.hole()).isFalse();
    }

    /** Feeds pairs of a stamp and the time of arrival, in milliseconds. */
    private List<Long> live(long... stampsAndArrivals) {
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < stampsAndArrivals.length; i += 2) {
            long raw = stampsAndArrivals[i] == NONE ? TimeRepair.NONE : stampsAndArrivals[i] * MS;
            times.next(raw, raw, stampsAndArrivals[i + 1] * MS);
            out.add(times.dts() / MS);
        }
        return out;
    }

    @Test
    void aLiveStreamThatJittersIsLeftAlone() {
        assertThat(live(0, 9000, 40, 9055, 80, 9081, 120, 9120)).containsExactly(0L, 40L, 80L, 120L);
        assertThat(times.repairs()).isZero();
    }

    @Test
    void aLiveBurstAfterAPauseIsLeftAlone() {
        assertThat(live(0, 0, 40, 3000, 80, 3001, 120, 3002, 3000, 3003 + 1900)).endsWith(3000L);
        assertThat(times.repairs()).isZero();
    }

    @Test
    void aLiveGapThatReallyPassedIsBelieved() {
        assertThat(live(0, 0, 90_000, 90_010)).containsExactly(0L, 90_000L);
        assertThat(times.repairs()).isZero();
    }

    @Test
    void aLiveJumpAheadGoesOnByWhatPassed() {
        assertThat(live(0, 0, 40, 40, 20_000, 85, 20_040, 125)).containsExactly(0L, 40L, 85L, 125L);
        assertThat(times.repairs()).isEqualTo(1);
    }

    @Test
    void aLiveClockThatStartsAnewGoesOnByWhatPassed() {
        assertThat(live(5000, 0, 5040, 40, 0, 700, 40, 740)).containsExactly(5000L, 5040L, 5700L, 5740L);
    }

    @Test
    void standingLiveStampsGoOnByWhatPassed() {
        assertThat(live(0, 0, 40, 40, 40, 81, 40, 119)).containsExactly(0L, 40L, 81L, 119L);
        assertThat(times.jump()).isTrue();
        assertThat(times.repairs()).isEqualTo(2);
    }

    @Test
    void twoUnitsOfOneLivePictureShareAStampWithoutAJump() {
        assertThat(live(0, 0, 40, 40, 40, 41, 80, 80)).containsExactly(0L, 40L, 41L, 80L);
        assertThat(times.jump()).isFalse();
    }

    @Test
    void aLiveStreamWithoutStampsIsTimedByArrival() {
        assertThat(live(NONE, 500, NONE, 533, NONE, 580)).containsExactly(0L, 33L, 80L);
    }
}
