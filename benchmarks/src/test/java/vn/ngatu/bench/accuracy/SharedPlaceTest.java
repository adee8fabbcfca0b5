package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.ngatu.bench.accuracy.SimScenario.Event;
import vn.ngatu.bench.accuracy.SimScenario.Seen;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;

/** Which stands have another body inside the one that stands. */
class SharedPlaceTest {

    private static final double FPS = 10;
    private static final Event STAND = new Event("X001", "illegal-stopping", 1, 2, 6, 1, "kerb stop");
    private static final Point KERB = new Point(6, 40);

    @Test
    void oneThatStandsInItIsTold() {
        assertThat(SharedPlace.of(with(from(4, 9, new Point(6.2, 41), 0)), STAND))
                .isTrue();
    }

    @Test
    void oneThatStandsBeforeItOrPassesBesideItIsNot() {
        assertThat(SharedPlace.of(with(from(0, 9, new Point(6, 45), 0)), STAND)).isFalse();
        assertThat(SharedPlace.of(with(from(0, 9, new Point(3.8, 20), 8)), STAND))
                .isFalse();
    }

    @Test
    void norIsOneThatWasThereBefore() {
        assertThat(SharedPlace.of(with(from(0, 0.9, KERB, 0)), STAND)).isFalse();
    }

    @Test
    void norIsOneThatBrushesThroughIt() {
        assertThat(SharedPlace.of(with(from(0, 9, new Point(6, 10), 20)), STAND))
                .isFalse();
    }

    private static SimScenario with(TreeMap<Integer, Seen> other) {
        return new SimScenario(
                Path.of("X"),
                "X",
                FPS,
                10,
                1920,
                1080,
                NullNode.getInstance(),
                List.of(STAND),
                List.of(),
                List.of(),
                Map.of(1, from(0, 9, KERB, 0), 2, other),
                Map.of(1, new Point(4.5, 1.8), 2, new Point(4.5, 1.8)));
    }

    // A car from one second to another, at first `at`, along the y axis at `speed`.
    private static TreeMap<Integer, Seen> from(double first, double last, Point at, double speed) {
        TreeMap<Integer, Seen> rows = new TreeMap<>();
        for (int frame = (int) (first * FPS); frame <= last * FPS; frame++) {
            Point centre = at.plus(new Point(0, speed * (frame / FPS - first)));
            rows.put(frame, new Seen(new Box(0, 0, 10, 10), ObjectClass.CAR, centre, new Point(0, 1), speed, 1, 0));
        }
        return rows;
    }
}
