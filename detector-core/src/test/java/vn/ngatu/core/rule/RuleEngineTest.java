package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/** What the engine owes the rules whatever they decide. */
class RuleEngineTest {

    private final List<Explanation> explained = new ArrayList<>();

    @Test
    void aRuleThatThrowsIsCountedAndUndeterminedWhileOthersGoOn() {
        RuleEngine engine = engine(new Counting(true), new Counting(false));

        List<Violation> found = new ArrayList<>(engine.step(0, List.of(seen(1, 0)), List.of(), 0));
        found.addAll(engine.finish(1));

        assertThat(engine.faults()).isEqualTo(2);
        assertThat(found).hasSize(1);
        assertThat(explained)
                .extracting(Explanation::verdict, Explanation::reason)
                .contains(org.assertj.core.groups.Tuple.tuple("undetermined", "rule failed"));
    }

    @Test
    void memoryGoesWithTheTrackSoThatANumberSeenAgainStartsAfresh() {
        RuleEngine engine = engine(new Counting(false));

        assertThat(engine.step(0, List.of(seen(1, 0)), List.of(), 0)).hasSize(1);
        assertThat(engine.step(1, List.of(seen(1, 1)), List.of(), 0)).isEmpty();
        assertThat(engine.step(2, List.of(), List.of(1), 0)).isEmpty();
        assertThat(engine.step(3, List.of(seen(1, 3)), List.of(), 0)).hasSize(1);
    }

    @Test
    void violationsOfOneFrameComeInTheOrderOfTracksWhateverTheOrderOfTheList() {
        RuleEngine engine = engine(new Counting(false));

        List<Violation> found = engine.step(0, List.of(seen(7, 0), seen(2, 0)), List.of(), 0);

        assertThat(found).extracting(Violation::track).containsExactly(2, 7);
    }

    @Test
    void likeVerdictsOnEndBecomeOneExplanation() {
        RuleEngine engine = engine(new Counting(false));
        for (int i = 0; i < 5; i++) {
            engine.step(i, List.of(seen(1, i)), List.of(), 0);
        }
        engine.finish(5);

        assertThat(explained)
                .extracting(Explanation::verdict, Explanation::from, Explanation::to)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("violated", 0.0, 0.0),
                        org.assertj.core.groups.Tuple.tuple("clear", 1.0, 4.0));
    }

    @Test
    void theLastWordOnOneWhoIsGoneMayWaitForWhatComes() {
        RuleEngine engine = engine(new Patient(3));
        engine.step(0, List.of(seen(1, 0)), List.of(), 0);

        assertThat(engine.step(1, List.of(), List.of(1), 0)).isEmpty();
        assertThat(engine.step(2, List.of(), List.of(), 0)).isEmpty();
        assertThat(engine.step(3, List.of(), List.of(), 0)).hasSize(1);
        assertThat(engine.step(4, List.of(), List.of(), 0)).isEmpty();
        assertThat(engine.finish(5)).isEmpty();
    }

    @Test
    void theLastWordIsSaidAtTheLatestWhenTheStreamEnds() {
        RuleEngine engine = engine(new Patient(100));
        engine.step(0, List.of(seen(1, 0)), List.of(), 0);
        engine.step(1, List.of(), List.of(1), 0);

        assertThat(engine.finish(2)).hasSize(1);
    }

    @Test
    void pedestriansAreNobodysBusiness() {
        Track pedestrian = new Track(
                1,
                ObjectClass.PEDESTRIAN,
                0,
                new Box(0, 0, 1, 1),
                1,
                true,
                0,
                0,
                null,
                null,
                false,
                Double.NEGATIVE_INFINITY);

        assertThat(engine(new Counting(false)).step(0, List.of(pedestrian), List.of(), 0))
                .isEmpty();
    }

    @Test
    void timeDoesNotRunBackwards() {
        RuleEngine engine = engine(new Counting(false));
        engine.step(2, List.of(), List.of(), 0);

        assertThatThrownBy(() -> engine.step(1, List.of(), List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time: 1.0 (expected: >= 2.0)");
    }

    private RuleEngine engine(Rule<?>... rules) {
        Scene scene = new Scene(
                "empty",
                new Scene.ImageSize(100, 100),
                ZoneOffset.UTC,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        return new RuleEngine(
                List.of(rules),
                SceneIndex.of(scene, null, 100, 100),
                new SignalTimeline(SignalSource.CONTROLLER),
                null,
                explained::add);
    }

    private static Track seen(int id, double time) {
        return new Track(
                id,
                ObjectClass.CAR,
                time,
                new Box(0, 0, 10, 10),
                1,
                true,
                0,
                time,
                null,
                null,
                false,
                Double.NEGATIVE_INFINITY);
    }

    private static Violation violation(ViolationKind kind, Track track) {
        double now = track.time();
        return new Violation(
                kind, track.id(), track.objectClass(), now, now, now, now, track.box(), Map.of(), Map.of(), 1);
    }

    /** Flags every track once, or throws. */
    private record Counting(boolean broken) implements Rule<int[]> {
        @Override
        public ViolationKind kind() {
            return ViolationKind.RED_LIGHT;
        }

        @Override
        public int[] newState() {
            return new int[1];
        }

        @Override
        public Verdict step(int[] calls, Track track, SceneView scene) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            if (calls[0]++ > 0) {
                return Verdict.Clear.idle("seen before");
            }
            return new Verdict.Violated(violation(kind(), track));
        }

        @Override
        public Verdict end(int[] calls, Track last, SceneView scene) {
            return step(calls, last, scene);
        }
    }

    /** Flags everyone who is gone, once {@code until} has come or the stream is over. */
    private record Patient(double until) implements Rule<Object> {
        @Override
        public ViolationKind kind() {
            return ViolationKind.ILLEGAL_PARKING;
        }

        @Override
        public Object newState() {
            return this;
        }

        @Override
        public Verdict step(Object state, Track track, SceneView scene) {
            return Verdict.Clear.idle("here");
        }

        @Override
        public Verdict end(Object state, Track last, SceneView scene) {
            return scene.time() < until && !scene.over()
                    ? new Verdict.Pending("waits", "")
                    : new Verdict.Violated(violation(kind(), last));
        }
    }
}
