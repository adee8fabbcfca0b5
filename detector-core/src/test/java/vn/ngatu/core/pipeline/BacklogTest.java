package vn.ngatu.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final double STEP = 0.04;
    private static final int GROUP = 50;

    private final Backlog backlog = new Backlog();
    private final List<Integer> skipped = new ArrayList<>();
    private double now = 100;

    /** Takes packets of 25 per second with a key frame every two seconds, each {@code spent} seconds after the last. */
    private void packets(int from, int to, double spent) {
        for (int number = from; number < to; number++) {
            now += spent;
            if (backlog.skips(now, number * STEP, number % GROUP == 0)) {
                skipped.add(number);
            }
        }
    }

    @Test
    void aStreamOnTimeIsDecodedWhole() {
        packets(0, 5000, STEP);
        assertThat(skipped).isEmpty();
        assertThat(backlog.late()).isCloseTo(0, within(0.01));
    }

    @Test
    void aShortHoldUpIsCaughtUpWithByDecoding() {
        packets(0, 100, STEP);
        now += 0.9;
        packets(100, 200, 0.02);
        assertThat(skipped).isEmpty();
    }

    @Test
    void whoFallsBehindGoesOnAtTheNextKeyFrameAndIsOnTimeThere() {
        packets(0, 60, STEP);
        packets(60, 70, 0.3); // decoding takes too long
        int first = 60;
        packets(70, 200, 0.001); // what is left out costs nothing
        assertThat(skipped).isNotEmpty();
        assertThat(skipped.get(0)).isBetween(first, 70);
        assertThat(skipped.get(skipped.size() - 1)).isEqualTo(99);
        assertThat(skipped).hasSize(100 - skipped.get(0));
    }

    @Test
    void aLongBacklogIsLeftOutPastSeveralKeyFrames() {
        packets(0, 60, STEP);
        now += 10;
        packets(60, 400, 0.001);
        assertThat(skipped.get(0)).isEqualTo(60);
        assertThat(skipped.get(skipped.size() - 1)).isEqualTo(299);
    }

    @Test
    void aWayThatHasBecomeLongerForGoodIsNoBacklog() {
        packets(0, 60, STEP);
        now += 3;
        packets(60, 1000, STEP);
        assertThat(skipped.get(0)).isEqualTo(60);
        assertThat(skipped).hasSize(40);
        assertThat(backlog.late()).isLessThan(Backlog.MOST);
    }

    @Test
    void aSlowClockOfTheSenderNeverLooksLikeABacklog() {
        packets(0, 90_000, STEP * 1.0001);
        assertThat(skipped).isEmpty();
    }

    @Test
    void aNewSessionIsMeasuredAnew() {
        packets(0, 60, STEP);
        now += 10;
        backlog.reset();
        packets(60, 200, STEP);
        assertThat(skipped).isEmpty();
    }
}
