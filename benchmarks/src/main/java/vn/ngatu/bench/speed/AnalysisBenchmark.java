package vn.ngatu.bench.speed;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.rule.RuleEngine;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalInterval;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.track.HeadingPrior;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.track.TrackerSettings;
import vn.ngatu.core.violation.Violation;

/**
 * Tracking, and tracking with rules, of one analysed frame with 10, 50 and 200 road users; the rules cost the difference.
 *
 * <p>{@code java -cp 'benchmarks/target/lib/*' org.openjdk.jmh.Main AnalysisBenchmark -prof gc}
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AnalysisBenchmark {

    /** How many road users are in view. */
    @Param({"10", "50", "200"})
    public int roadUsers;

    private double time;
    private Tracker tracker;
    private RuleEngine rules;

    /** Starts a stream in which everybody is known. */
    @Setup(Level.Trial)
    public void setUp() {
        SignalTimeline signals = new SignalTimeline(SignalSource.CONTROLLER);
        signals.append(new SignalInterval("main", 0, 1e9, SignalState.RED));
        tracker = new Tracker(
                BusyRoad.CAMERA, BusyRoad.WIDTH, BusyRoad.HEIGHT, TrackerSettings.defaults(), HeadingPrior.NONE);
        Scene scene = scene();
        SceneIndex index = SceneIndex.of(scene, BusyRoad.CAMERA, BusyRoad.WIDTH, BusyRoad.HEIGHT);
        rules = new RuleEngine(Rules.all(scene), index, signals, null, explanation -> {});
        time = 0;
        for (int frame = 0; frame < 20; frame++) {
            trackAndDecide();
        }
    }

    /** The tracker alone. */
    @Benchmark
    public List<Track> track() {
        time += 0.1;
        return tracker.update(time, BusyRoad.at(time, roadUsers));
    }

    /** The tracker and every rule. */
    @Benchmark
    public List<Violation> trackAndDecide() {
        time += 0.1;
        return rules.step(time, tracker.update(time, BusyRoad.at(time, roadUsers)), tracker.removed(), 0);
    }

    private static Scene scene() {
        Polygon road = new Polygon(
                List.of(new Point(0.1, 0.95), new Point(0.4, 0.3), new Point(0.6, 0.3), new Point(0.9, 0.95)));
        Segment ahead = new Segment(new Point(0.5, 0.9), new Point(0.5, 0.4));
        return new Scene(
                "busy-road",
                new Scene.ImageSize(BusyRoad.WIDTH, BusyRoad.HEIGHT),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                null,
                List.of(),
                List.of(new Scene.Lane("L1", road, ahead, null, null, true)),
                List.of(new Scene.StopLine(
                        "S1", new Segment(new Point(0.3, 0.5), new Point(0.7, 0.5)), ahead, "main", Set.of())),
                List.of(),
                List.of(
                        new Scene.Zone("Z1", Scene.ZoneKind.NO_STOPPING, road, null, null, Set.of()),
                        new Scene.Zone("Z2", Scene.ZoneKind.NO_OVERTAKING, road, null, null, Set.of())),
                Map.of());
    }
}
