package vn.ngatu.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameSamplerTest {

    private static List<Integer> picked(double rate, double... times) {
        FrameSampler sampler = new FrameSampler(rate);
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            if (sampler.wants(times[i])) {
                picked.add(i);
            }
        }
        return picked;
    }

    private static double[] even(int frames, double rate) {
        double[] times = new double[frames];
        for (int i = 0; i < frames; i++) {
            times[i] = i / rate;
        }
        return times;
    }

    @Test
    void tenOfTwentyFiveAreEveryThirdAndSecondInTurn() {
        assertThat(picked(10, even(11, 25))).containsExactly(0, 3, 5, 8, 10);
    }

    @Test
    void anHourAtTenPerSecondIsExactlySoMany() {
        assertThat(picked(10, even(25 * 3600, 25))).hasSize(36_000);
        assertThat(picked(10, even(30 * 3600, 30))).hasSize(36_000);
    }

    @Test
    void theSourcesOwnRateAndHigherPicksAll() {
        assertThat(picked(25, even(1000, 25))).hasSize(1000);
        assertThat(picked(60, even(1000, 25))).hasSize(1000);
        assertThat(picked(Double.POSITIVE_INFINITY, even(1000, 25))).hasSize(1000);
    }

    @Test
    void aBurstOfFramesYieldsOnePerSlotAndAGapNoMoreAfterIt() {
        assertThat(picked(10, 0, 0.01, 0.02, 0.03, 0.1, 0.11, 5.0, 5.01, 5.09, 5.1))
                .containsExactly(0, 4, 6, 9);
    }

    @Test
    void theRateMayChangeOnTheWay() {
        FrameSampler sampler = new FrameSampler(1);
        assertThat(sampler.wants(0)).isTrue();
        assertThat(sampler.wants(0.5)).isFalse();
        sampler.rate(10);
        assertThat(sampler.wants(0.6)).isTrue();
        assertThat(sampler.wants(0.65)).isFalse();
        sampler.rate(1);
        assertThat(sampler.wants(0.9)).isFalse();
        assertThat(sampler.wants(1.0)).isTrue();
    }

    @Test
    void aRateOfZeroIsRefused() {
        assertThatThrownBy(() -> new FrameSampler(0)).hasMessage("frames per second: 0.0 (expected: > 0)");
    }
}
