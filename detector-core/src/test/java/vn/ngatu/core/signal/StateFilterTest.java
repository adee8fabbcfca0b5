package vn.ngatu.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vn.ngatu.core.signal.SignalState.AMBER;
import static vn.ngatu.core.signal.SignalState.FLASHING_AMBER;
import static vn.ngatu.core.signal.SignalState.GREEN;
import static vn.ngatu.core.signal.SignalState.OFF;
import static vn.ngatu.core.signal.SignalState.RED;
import static vn.ngatu.core.signal.SignalState.RED_AMBER;
import static vn.ngatu.core.signal.SignalState.UNKNOWN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFilterTest {

    private final SignalTimeline timeline = new SignalTimeline(SignalSource.LAMPS);
    private final StateFilter filter = new StateFilter("main", timeline);
    private double time;
    private double rate = 10;

    @ParameterizedTest
    @ValueSource(doubles = {5, 6, 10, 25, 30})
    void eachStateOfACycleStartsAtTheFrameThatFirstShowedIt(double framesPerSecond) {
        rate = framesPerSecond;
        show(6, GREEN);
        double amber = time;
        show(3, AMBER);
        double red = time;
        show(8, RED);
        double redAmber = time;
        show(1, RED_AMBER);
        double green = time;
        show(5, GREEN);
        filter.finish();
        assertThat(timeline.intervals("main"))
                .extracting(SignalInterval::state)
                .containsExactly(GREEN, AMBER, RED, RED_AMBER, GREEN);
        assertThat(timeline.since("main", amber)).isCloseTo(amber, within(1e-9));
        assertThat(timeline.since("main", red)).isCloseTo(red, within(1e-9));
        assertThat(timeline.since("main", redAmber)).isCloseTo(redAmber, within(1e-9));
        assertThat(timeline.since("main", green)).isCloseTo(green, within(1e-9));
    }

    @Test
    void theLatestFrameIsCoveredAndAChangeIsOpenUntilItIsConfirmed() {
        show(2, AMBER);
        assertThat(timeline.at("main", time - 0.1)).isEqualTo(AMBER);
        double onset = time;
        show(0.1, RED);
        assertThat(timeline.decidedUntil("main")).isLessThan(onset);
        show(0.3, RED);
        assertThat(timeline.at("main", onset)).isEqualTo(RED);
        assertThat(timeline.decidedUntil("main")).isGreaterThan(onset + 0.2);
    }

    @Test
    void redFlashesWhileGreenAreIgnored() {
        show(4, GREEN);
        show(0.5, RED);
        show(4, GREEN);
        show(0.2, RED);
        show(0.2, UNKNOWN);
        show(0.2, RED);
        show(4, GREEN);
        filter.finish();
        assertThat(timeline.intervals("main")).extracting(SignalInterval::state).containsExactly(GREEN);
    }

    @Test
    void aLampBeatingWithTheShutterKeepsItsState() {
        for (int i = 0; i < 20; i++) {
            show(0.6, RED);
            show(0.4, OFF);
        }
        show(1, RED);
        filter.finish();
        assertThat(timeline.intervals("main")).extracting(SignalInterval::state).containsExactly(RED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 8, 12.5, 25})
    void amberThatComesAndGoesIsFlashing(double framesPerSecond) {
        rate = framesPerSecond;
        for (int i = 0; i < 10; i++) {
            show(0.5, AMBER);
            show(0.5, OFF);
        }
        assertThat(timeline.at("main", time - 1)).isEqualTo(FLASHING_AMBER);
        assertThat(timeline.since("main", time - 1)).isLessThan(3);
        show(3, AMBER);
        assertThat(timeline.at("main", time - 0.2)).isEqualTo(AMBER);
    }

    @Test
    void aBriefDarknessBetweenTwoStatesIsUnknown() {
        show(2, AMBER);
        double dark = time;
        show(0.3, OFF);
        double red = time;
        show(2, RED);
        filter.finish();
        assertThat(timeline.at("main", dark - 0.1)).isEqualTo(AMBER);
        assertThat(timeline.at("main", dark + 0.1)).isEqualTo(UNKNOWN);
        assertThat(timeline.since("main", red)).isCloseTo(red, within(1e-9));
    }

    @Test
    void lampsThatStayDarkAreOff() {
        show(5, RED);
        double dark = time;
        show(5, OFF);
        assertThat(timeline.at("main", dark + 1)).isEqualTo(OFF);
    }

    @Test
    void aHeadHiddenForLongIsUnknownFromTheFirstHiddenFrame() {
        show(5, RED);
        double hidden = time;
        show(6, UNKNOWN);
        assertThat(timeline.at("main", hidden + 0.05)).isEqualTo(UNKNOWN);
        assertThat(timeline.since("main", hidden + 5)).isCloseTo(hidden, within(0.101));
        double back = time;
        show(2, RED);
        assertThat(timeline.since("main", back + 1)).isCloseTo(back, within(1e-9));
    }

    @Test
    void aHeadHiddenForAMomentIsBridged() {
        show(5, RED);
        show(1.5, UNKNOWN);
        show(5, RED);
        filter.finish();
        assertThat(timeline.intervals("main")).extracting(SignalInterval::state).containsExactly(RED);
    }

    @Test
    void redRightAfterGreenIsBelievedOnlyWhenItLasts() {
        show(5, GREEN);
        double red = time;
        show(0.8, RED);
        assertThat(timeline.at("main", red + 0.5)).isEqualTo(UNKNOWN);
        show(2, RED);
        assertThat(timeline.since("main", time - 0.1)).isCloseTo(red, within(1e-9));
    }

    @Test
    void lostFramesAreUnknownUnlessTheStateIsSeenAgainSoon() {
        show(5, GREEN);
        double last = time - 0.1;
        time += 1;
        show(3, AMBER);
        assertThat(timeline.at("main", last + 0.5)).isEqualTo(UNKNOWN);
        assertThat(timeline.at("main", time - 0.1)).isEqualTo(AMBER);
        time += 30;
        show(3, AMBER);
        filter.finish();
        assertThat(timeline.at("main", time - 20)).isEqualTo(UNKNOWN);
        assertThat(timeline.at("main", time - 1)).isEqualTo(AMBER);
    }

    @Test
    void aChangeThatIsNotConfirmedAtTheEndIsUnknown() {
        show(5, AMBER);
        double end = time;
        show(0.1, RED);
        filter.finish();
        assertThat(timeline.at("main", end)).isEqualTo(UNKNOWN);
        assertThat(timeline.at("main", end - 0.1)).isEqualTo(AMBER);
    }

    private void show(double seconds, SignalState state) {
        long frames = Math.max(1, Math.round(seconds * rate));
        for (int i = 0; i < frames; i++) {
            filter.add(time, state);
            time += 1 / rate;
        }
    }
}
