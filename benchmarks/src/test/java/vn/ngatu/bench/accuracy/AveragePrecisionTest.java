package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

class AveragePrecisionTest {

    private static final Box HERE = new Box(100, 100, 40, 40);
    private static final Box THERE = new Box(300, 100, 40, 40);
    private static final Box NOWHERE = new Box(500, 300, 40, 40);

    private final AveragePrecision measure = new AveragePrecision();

    @Test
    void findingEverythingAndNothingElseIsOne() {
        measure.add(List.of(found(HERE, 0.9), found(THERE, 0.8)), List.of(THERE, HERE), List.of());
        assertThat(measure.value()).isCloseTo(1, within(1e-9));
        assertThat(measure.wanted()).isEqualTo(2);
    }

    @Test
    void whatIsMissedLimitsTheArea() {
        measure.add(List.of(found(HERE, 0.9)), List.of(HERE, THERE), List.of());
        assertThat(measure.value()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aSurerFalseAlarmCostsAndALessSureOneDoesNot() {
        measure.add(List.of(found(NOWHERE, 0.95), found(HERE, 0.9)), List.of(HERE), List.of());
        assertThat(measure.value()).isCloseTo(0.5, within(1e-9));
        AveragePrecision other = new AveragePrecision();
        other.add(List.of(found(NOWHERE, 0.85), found(HERE, 0.9)), List.of(HERE), List.of());
        assertThat(other.value()).isCloseTo(1, within(1e-9));
    }

    @Test
    void scoresAreComparedAcrossPictures() {
        measure.add(List.of(found(HERE, 0.5)), List.of(HERE), List.of());
        measure.add(List.of(found(NOWHERE, 0.6)), List.of(), List.of());
        assertThat(measure.value()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aTrueBoxIsFoundOnlyOnce() {
        Box nearly = new Box(101, 101, 40, 40);
        measure.add(List.of(found(HERE, 0.9), found(nearly, 0.8), found(THERE, 0.7)), List.of(HERE, THERE), List.of());
        assertThat(measure.value()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-9));
    }

    @Test
    void halfAnOverlapIsEnoughAndLessIsNot() {
        Box half = new Box(100, 100, 40, 80);
        Box less = new Box(100, 100, 40, 81);
        measure.add(List.of(found(half, 0.9)), List.of(HERE), List.of());
        assertThat(measure.value()).isCloseTo(1, within(1e-9));
        AveragePrecision other = new AveragePrecision();
        other.add(List.of(found(less, 0.9)), List.of(HERE), List.of());
        assertThat(other.value()).isZero();
    }

    @Test
    void whatLiesMostlyInAnIgnoredRegionCountsNeitherWay() {
        Box inside = new Box(480, 280, 70, 60);
        measure.add(List.of(found(NOWHERE, 0.95), found(HERE, 0.9)), List.of(HERE), List.of(inside));
        assertThat(measure.value()).isCloseTo(1, within(1e-9));
        Box beside = new Box(480, 280, 39, 60);
        AveragePrecision other = new AveragePrecision();
        other.add(List.of(found(NOWHERE, 0.95), found(HERE, 0.9)), List.of(HERE), List.of(beside));
        assertThat(other.value()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void aTrueBoxInAnIgnoredRegionIsStillFound() {
        measure.add(List.of(found(HERE, 0.9)), List.of(HERE), List.of(new Box(0, 0, 640, 384)));
        assertThat(measure.value()).isCloseTo(1, within(1e-9));
    }

    @Test
    void whereNothingIsWantedTheValueIsZero() {
        measure.add(List.of(found(HERE, 0.9)), List.of(), List.of());
        assertThat(measure.value()).isZero();
    }

    @Test
    void precisionIsOfWhatWasFoundAndRecallOfWhatIsThere() {
        measure.add(
                List.of(found(HERE, 0.9), found(NOWHERE, 0.8), found(NOWHERE, 0.7)), List.of(HERE, THERE), List.of());
        assertThat(measure.precision()).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(measure.recall()).isCloseTo(0.5, within(1e-9));
    }

    private static Detection found(Box box, double score) {
        return new Detection(box, score, ObjectClass.CAR);
    }
}
