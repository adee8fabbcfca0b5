package vn.ngatu.core.rule;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.scene.Scene.Movement;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Running a red light: the front crosses the stop line after the light has been red for longer than the grace, and the
 * vehicle drives on. Entering on amber, being past the line when red comes, and stopping just past it are none.
 *
 * <p>Decisive is the crossing; the decision waits until the whole vehicle is past the line and {@link Settings#carBeyond}
 * or {@link Settings#twoWheelerBeyond} further in the same red, and, where some movement may go on red, until it is clear
 * which way it went.
 */
final class RedLightRule implements Rule<RedLightRule.State> {

    // The error that is told is two sigmas: nineteen of twenty true ones are smaller.
    private static final double TOLD = 2;

    private final Settings settings;

    RedLightRule(Settings settings) {
        this.settings = settings;
    }

    /**
     * The rule's thresholds. Enforcement practice takes 0.1-0.5 s of grace, two photographs (before the line and beyond it)
     * and calls a vehicle that stops just past the line a different matter.
     *
     * @param grace tolerated seconds after red onset when a signal controller tells the state
     * @param lampGrace the same when lamps are read from the picture, whose frames add to the error
     * @param carBeyond metres the front of a four-wheeler must get past the line
     * @param twoWheelerBeyond the same for two-wheelers
     */
    record Settings(double grace, double lampGrace, double carBeyond, double twoWheelerBeyond) {
        static Settings of(Rules.Overrides overrides) {
            return new Settings(
                    overrides.seconds("grace", 0.3),
                    overrides.seconds("lampGrace", 0.5),
                    overrides.metres("carBeyond", 5),
                    overrides.metres("twoWheelerBeyond", 2.5));
        }
    }

    /** What is remembered of one vehicle: its dealings with each stop line. */
    static final class State {
        private final Map<String, StopLineApproach> approaches = new LinkedHashMap<>();
    }

    @Override
    public ViolationKind kind() {
        return ViolationKind.RED_LIGHT;
    }

    @Override
    public State newState() {
        return new State();
    }

    @Override
    public Verdict step(State state, Track track, SceneView scene) {
        Footprint footprint = track.footprint();
        if (footprint == null || !scene.index().calibrated()) {
            return new Verdict.Undetermined("no calibration", "");
        }
        Verdict strongest = Verdict.Clear.idle("not at a stop line");
        for (RoadStopLine line : scene.index().stopLines()) {
            Verdict verdict = state.approaches
                    .computeIfAbsent(line.id(), id -> new StopLineApproach(line, settings))
                    .step(track, footprint, scene);
            if (verdict.weight() > strongest.weight()) {
                strongest = verdict;
            }
        }
        return strongest;
    }

    @Override
    public Verdict end(State state, Track last, SceneView scene) {
        Footprint footprint = last.footprint();
        for (StopLineApproach approach : state.approaches.values()) {
            if (footprint != null && approach.isOpen()) {
                return approach.close(last, footprint, scene);
            }
        }
        return Verdict.Clear.idle("gone");
    }

    /** The violation of one that was last {@code before} the line, crossed {@code at} and is {@code now} past it. */
    static Violation violation(
            RoadStopLine line,
            Sighting before,
            Sighting now,
            Track track,
            SceneView scene,
            Crossing at,
            @Nullable Movement movement,
            @Nullable RoadLane lane,
            double grace) {
        double onset = scene.signals().since(line.signal(), at.time());
        Map<String, String> where = new LinkedHashMap<>();
        where.put("stopLine", line.id());
        where.put("signal", line.signal());
        if (lane != null) {
            where.put("lane", lane.id());
        }
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("timeIntoRed", Fact.derived(at.time() - onset, "s"));
        facts.put("timeError", Fact.derived(TOLD * at.error(), "s"));
        facts.put("grace", Fact.configured(grace, "s"));
        facts.put("redSince", Fact.measured(onset, "s"));
        facts.put("distancePastLine", Fact.measured(now.past(), "m"));
        facts.put("speedAtLine", Fact.derived(at.speed(), "m/s"));
        facts.put("movement", movement == null ? Fact.unknown(null) : Fact.derived(movement));
        facts.put("signalSource", Fact.derived(scene.signals().source()));
        return new Violation(
                ViolationKind.RED_LIGHT,
                track.id(),
                track.objectClass(),
                Math.min(before.time(), at.time()),
                at.time(),
                now.time(),
                now.time(),
                scene.trail(track.id()).nearest(at.time()).box(),
                where,
                facts,
                Rules.certainty((at.time() - onset - grace) / at.error(), now.past() / now.sigmaFront()));
    }
}
