package vn.ngatu.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatePolicyTest {

    private final RatePolicy policy = new RatePolicy(5, 10);

    private double after(double from, double to, double demand, double capacity) {
        for (double now = from; now < to; now++) {
            policy.update(now, demand, capacity, 1);
        }
        return policy.share();
    }

    @Test
    void asksForTheBaseAndForTheBurstWhileSomethingMatters() {
        assertThat(policy.wanted(false)).isEqualTo(5);
        assertThat(policy.wanted(true)).isEqualTo(10);
    }

    @Test
    void everyoneGetsAllWhileTheLanesCan() {
        assertThat(after(0, 10, 40, 60)).isEqualTo(1);
        assertThat(policy.overloaded()).isFalse();
    }

    @Test
    void anUnknownCapacityIsNoReasonToFall() {
        assertThat(after(0, 2, 40, Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void beyondWhatTheLanesCanEveryShareFallsAlikeAndAtOnce() {
        assertThat(policy.update(0, 80, 40, 1)).isCloseTo(0.425, within(1e-9));
    }

    @Test
    void overloadIsToldAfterSomeSecondsAndNotForAMoment() {
        after(0, 2, 80, 40);
        assertThat(policy.overloaded()).as("two seconds").isFalse();
        after(2, 5, 80, 40);
        assertThat(policy.overloaded()).as("five seconds").isTrue();
    }

    @Test
    void theShareRisesSlowlySoThatItDoesNotSwing() {
        after(0, 5, 80, 40);
        assertThat(policy.update(5, 20, 40, 1)).isLessThan(0.5);
        assertThat(after(6, 40, 20, 40)).isCloseTo(1, within(0.01));
        assertThat(policy.overloaded()).isFalse();
    }

    @Test
    void whatIsToldIsWhatWasAnalysedEvenWhereMoreWasAllowed() {
        for (int now = 0; now < 20; now++) {
            assertThat(policy.update(now, 40, 400, 0.5)).isEqualTo(1);
        }
        assertThat(policy.share()).isCloseTo(0.5, within(0.01));
        assertThat(policy.overloaded()).isTrue();
    }

    @Test
    void aFrameNowAndThenThatANewerOneReplacesIsNoOverload() {
        for (int now = 0; now < 20; now++) {
            policy.update(now, 40, 400, now % 4 == 0 ? 0.9 : 1);
        }
        assertThat(policy.overloaded()).isFalse();
    }

    @Test
    void ratesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new RatePolicy(5, 4)).hasMessageContaining("base 5.0, burst 4.0");
    }
}
