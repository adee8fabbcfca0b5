package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.ngatu.bench.accuracy.DetectionAccuracy.Found;
import vn.ngatu.bench.accuracy.DetectionAccuracy.Result;
import vn.ngatu.bench.accuracy.SimScenario.Seen;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;

class DetectionAccuracyTest {

    private static final Set<ObjectClass> CARS = Set.of(ObjectClass.CAR);
    private static final Box HERE = new Box(100, 100, 60, 40);
    private static final Box THERE = new Box(300, 100, 60, 40);
    private static final Seen PARKED = car(HERE, 1);

    @Test
    void whoStandsStillIsFoundInEveryFrame() {
        Result result = DetectionAccuracy.measure(
                Map.of(0, List.of(PARKED), 10, List.of(PARKED)),
                CARS,
                List.of(new Found(0, HERE, 0.9), new Found(10, HERE, 0.8)));
        assertThat(result).isEqualTo(new Result(2, 1, 1, 1));
    }

    @Test
    void whoStandsStillAndIsFoundInOneFrameIsMissedInTheOther() {
        Result result = DetectionAccuracy.measure(
                Map.of(0, List.of(PARKED), 10, List.of(PARKED)), CARS, List.of(new Found(10, HERE, 0.9)));
        assertThat(result).isEqualTo(new Result(2, 0.5, 0.5, 0.5));
    }

    @Test
    void aSecondBoxOnTheSameOneIsWrong() {
        Result result = DetectionAccuracy.measure(
                Map.of(0, List.of(PARKED, car(THERE, 1))),
                CARS,
                List.of(new Found(0, HERE, 0.9), new Found(0, HERE, 0.8), new Found(0, THERE, 0.7)));
        assertThat(result.precision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-9));
    }

    @Test
    void aBoxOfAnotherFrameIsWrong() {
        Result result = DetectionAccuracy.measure(Map.of(0, List.of(PARKED)), CARS, List.of(new Found(10, HERE, 0.9)));
        assertThat(result).isEqualTo(new Result(1, 0, 0, 0));
    }

    @Test
    void whoIsMostlyHiddenCountsNeitherWay() {
        List<Found> found = List.of(new Found(0, THERE, 0.9), new Found(0, HERE, 0.39));
        assertThat(DetectionAccuracy.measure(Map.of(0, List.of(PARKED, car(THERE, 0.49))), CARS, found))
                .isEqualTo(new Result(1, 1, 1, 0));
        assertThat(DetectionAccuracy.measure(Map.of(0, List.of(PARKED, car(THERE, 0.5))), CARS, found))
                .isEqualTo(new Result(2, 1, 1, 0.5));
    }

    private static Seen car(Box box, double visibility) {
        return new Seen(box, ObjectClass.CAR, new Point(0, 0), new Point(0, 1), 0, visibility, 0);
    }
}
