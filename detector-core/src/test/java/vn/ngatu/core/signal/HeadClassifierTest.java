package vn.ngatu.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.ngatu.core.signal.HeadPainter.AMBER;
import static vn.ngatu.core.signal.HeadPainter.GREEN;
import static vn.ngatu.core.signal.HeadPainter.RED;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadClassifierTest {

    @ParameterizedTest
    @CsvSource({"6,18", "9,21", "14,40", "40,110", "18,6", "60,22"})
    void everyColourIsReadAtEverySize(int width, int height) {
        allColoursRead(width, height, painter -> painter);
    }

    @Test
    void lightsBlownOutWithAWideGlowAtNightAreRead() {
        for (double glow : new double[] {0.3, 0.5}) {
            allColoursRead(20, 56, painter -> painter.housing(6, 6, 8).glow(glow));
        }
    }

    @Test
    void lightsInHazeAndInLowSunAreRead() {
        allColoursRead(20, 56, painter -> painter.haze(0.5));
        allColoursRead(20, 56, painter -> painter.housing(120, 110, 95));
    }

    @Test
    void aBoxAFewPixelsOffIsTolerated() {
        for (double shift : new double[] {-0.3, -0.15, 0.15, 0.3}) {
            allColoursRead(20, 56, painter -> painter.shift(shift));
        }
    }

    @Test
    void aSensorsNoiseIsTolerated() {
        allColoursRead(20, 56, painter -> painter.noise(12));
    }

    @Test
    void redWithAmberIsReadAsSuch() {
        assertThat(read(day().lit(0, RED, 1).lit(1, AMBER, 1))).isEqualTo(SignalState.RED_AMBER);
    }

    @Test
    void aColourInTheWrongPlaceIsUnknown() {
        assertThat(read(day().lit(0, GREEN, 1))).isEqualTo(SignalState.UNKNOWN);
        assertThat(read(day().lit(2, RED, 1))).isEqualTo(SignalState.UNKNOWN);
        assertThat(read(day().lit(0, AMBER, 1))).isEqualTo(SignalState.UNKNOWN);
        assertThat(read(day().lit(2, AMBER, 1))).isEqualTo(SignalState.UNKNOWN);
    }

    @Test
    void amberThatTheCameraMakesReddishIsNeverRed() {
        for (int green = 20; green <= 160; green += 10) {
            assertThat(read(day().lit(1, new int[] {245, green, 25}, 1))).isNotEqualTo(SignalState.RED);
        }
    }

    @Test
    void contradictingLampsAreUnknown() {
        assertThat(read(day().lit(0, RED, 1).lit(2, GREEN, 1))).isEqualTo(SignalState.UNKNOWN);
    }

    @Test
    void unlitLampsAreDark() {
        assertThat(read(day())).isEqualTo(SignalState.OFF);
    }

    @Test
    void whatStandsInFrontIsNoLamp() {
        for (double part : new double[] {0.33, 0.5, 0.67, 1}) {
            assertThat(read(day().occluded(part, 200, 30, 30)))
                    .as("red bus over %s", part)
                    .isNotEqualTo(SignalState.RED);
            assertThat(read(day().lit(2, GREEN, 1).occluded(part, 200, 30, 30)))
                    .as("red bus over %s of green", part)
                    .isNotEqualTo(SignalState.RED);
            assertThat(read(day().lit(0, RED, 1).occluded(part, 240, 240, 240)))
                    .as("white bus over %s", part)
                    .isIn(SignalState.UNKNOWN, SignalState.OFF);
        }
    }

    @Test
    void aFaintReflectionInAnUnlitLensIsNotRed() {
        assertThat(read(day().lit(0, new int[] {70, 38, 40}, 1))).isNotEqualTo(SignalState.RED);
    }

    @Test
    void headsOfOneSignalHelpEachOtherAndContradictionsCancelOut() {
        LampLikelihoods red = judge(day().lit(0, RED, 1));
        LampLikelihoods green = judge(day().lit(2, GREEN, 1));
        LampLikelihoods hidden = judge(day().lit(0, RED, 1).occluded(1, 240, 240, 240));
        LampLikelihoods dark = judge(day());
        assertThat(LampLikelihoods.decide(List.of(red, hidden))).isEqualTo(SignalState.RED);
        assertThat(LampLikelihoods.decide(List.of(red, dark))).isEqualTo(SignalState.RED);
        assertThat(LampLikelihoods.decide(List.of(red, green))).isEqualTo(SignalState.UNKNOWN);
        assertThat(LampLikelihoods.decide(List.of(hidden, hidden))).isEqualTo(SignalState.UNKNOWN);
    }

    @Test
    void aRedLensThatTheSunColoursIsLearnedAndNoLongerTakenForALight() {
        HeadClassifier classifier = new HeadClassifier(HeadPainter.head(true));
        int[] sunlit = {110, 45, 45};
        for (int i = 0; i < 300; i++) {
            classifier.learn(day().lit(0, sunlit, 1).lit(2, GREEN, 1).paint(), SignalState.GREEN);
        }
        assertThat(LampLikelihoods.decide(
                        List.of(classifier.judge(day().lit(0, sunlit, 1).paint()))))
                .isNotEqualTo(SignalState.RED);
        assertThat(LampLikelihoods.decide(
                        List.of(classifier.judge(day().lit(0, RED, 1).paint()))))
                .isEqualTo(SignalState.RED);
    }

    private static void allColoursRead(int width, int height, UnaryOperator<HeadPainter> look) {
        int[][] colours = {RED, AMBER, GREEN};
        for (int lamp = 0; lamp < 3; lamp++) {
            for (double brightness : new double[] {1, 1.5}) {
                HeadPainter painter = new HeadPainter(width, height, 7 + lamp).lit(lamp, colours[lamp], brightness);
                assertThat(read(look.apply(painter)))
                        .as("lamp %s at brightness %s, %sx%s", lamp, brightness, width, height)
                        .isEqualTo(HeadPainter.head(true).lamps().get(lamp));
            }
        }
    }

    private static HeadPainter day() {
        return new HeadPainter(20, 56, 1);
    }

    private static LampLikelihoods judge(HeadPainter painter) {
        var picture = painter.paint();
        return new HeadClassifier(HeadPainter.head(picture.height() >= picture.width())).judge(picture);
    }

    private static SignalState read(HeadPainter painter) {
        return LampLikelihoods.decide(List.of(judge(painter)));
    }
}
