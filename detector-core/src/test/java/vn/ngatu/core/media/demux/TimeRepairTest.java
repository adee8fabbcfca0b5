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
}
