package vn.ngatu.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SignalTimelineTest {

    private final SignalTimeline timeline = new SignalTimeline(SignalSource.LAMPS);

    @Test
    void aStateHoldsFromItsStartUpToButNotAtItsEnd() {
        add("main", 2, 5, SignalState.RED);
        assertThat(timeline.at("main", 1.999)).isEqualTo(SignalState.UNKNOWN);
        assertThat(timeline.at("main", 2)).isEqualTo(SignalState.RED);
        assertThat(timeline.at("main", 4.999)).isEqualTo(SignalState.RED);
        assertThat(timeline.at("main", 5)).isEqualTo(SignalState.UNKNOWN);
    }

    @Test
    void aGapIsUnknownAndItsOnsetIsTheEndOfTheIntervalBefore() {
        add("main", 0, 2, SignalState.GREEN);
        add("main", 3, 5, SignalState.RED);
        assertThat(timeline.at("main", 2.5)).isEqualTo(SignalState.UNKNOWN);
        assertThat(timeline.since("main", 2.5)).isEqualTo(2);
        assertThat(timeline.since("main", 4)).isEqualTo(3);
        assertThat(timeline.since("main", 9)).isEqualTo(5);
        assertThat(timeline.since("main", -1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aStateThatGoesOnKeepsItsOnset() {
        add("main", 0, 2, SignalState.GREEN);
        for (int i = 20; i < 100; i++) {
            add("main", i / 10.0, (i + 1) / 10.0, SignalState.RED);
        }
        assertThat(timeline.since("main", 9.9)).isEqualTo(2);
        assertThat(timeline.intervals("main")).hasSize(2);
    }

    @Test
    void theSameStateAfterAGapHasANewOnset() {
        add("main", 0, 2, SignalState.RED);
        add("main", 2.2, 5, SignalState.RED);
        assertThat(timeline.since("main", 3)).isEqualTo(2.2);
    }

    @Test
    void anIntervalThatStartsInsideTheLastOneIsRefused() {
        add("main", 0, 2, SignalState.RED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> add("main", 1.9, 3, SignalState.GREEN))
                .withMessage("signal main: start 1.9 (expected: >= 2.0)");
    }

    @Test
    void signalsDoNotMix() {
        add("main", 0, 2, SignalState.RED);
        add("left", 0, 3, SignalState.GREEN);
        assertThat(timeline.at("main", 1)).isEqualTo(SignalState.RED);
        assertThat(timeline.at("left", 1)).isEqualTo(SignalState.GREEN);
        assertThat(timeline.at("other", 1)).isEqualTo(SignalState.UNKNOWN);
        assertThat(timeline.intervals("other")).isEmpty();
    }

    @Test
    void whatIsDecidedEndsWithTheLastIntervalUntilTheTimelineIsComplete() {
        assertThat(timeline.decidedUntil("main")).isEqualTo(Double.NEGATIVE_INFINITY);
        add("main", 0, 2, SignalState.RED);
        assertThat(timeline.decidedUntil("main")).isEqualTo(2);
        timeline.complete();
        assertThat(timeline.decidedUntil("main")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void forgettingKeepsEveryAnswerFromThatTimeOn() {
        for (int i = 0; i < 1000; i++) {
            add("main", 10 * i, 10 * i + 5, i % 2 == 0 ? SignalState.RED : SignalState.GREEN);
        }
        timeline.forgetBefore(9_987);
        assertThat(timeline.intervals("main")).hasSize(2);
        assertThat(timeline.at("main", 9_987)).isEqualTo(SignalState.UNKNOWN);
        assertThat(timeline.since("main", 9_987)).isEqualTo(9_985);
        assertThat(timeline.since("main", 9_992)).isEqualTo(9_990);
    }

    private void add(String signal, double start, double end, SignalState state) {
        timeline.append(new SignalInterval(signal, start, end, state));
    }
}
