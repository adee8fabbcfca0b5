package vn.ngatu.core.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Scene.Movement;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalState;
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

    private static final double WATCHED = 60;
    private static final double LEFT_AGAIN = 1;
    private static final double BESIDE = 0.5;
    private static final double ALIGNED = 0.5;
    private static final double FIT_WINDOW = 0.65;
    private static final double FASTEST = 30;
    // Metres per second that a speed may be wrong by, and per second squared that a motorcycle gains at most.
    private static final double SPEED_ERROR = 2;
    private static final double QUICKEST = 4;
    private static final double SHORTEST = 0.3;
    private static final double LONGEST_BLINK = 1.0;
    private static final double LONGEST_DOUBT = 4.0;
    private static final double TURN = Math.toRadians(35);
    private static final double TURNED_AFTER = 22;
    // Metres of path that show a direction, and metres to the side that a vehicle which drives on straight doesn't
    // come.
    private static final double PATH = 2;
    private static final double OFF_COURSE = 1;
    // Nearly a lane's width to the side and still going there: nobody swings out so far to turn the other way.
    private static final double LANE_AWAY = 2.5;
    private static final double BENT = Math.toRadians(15);

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
        private final Map<String, Approach> approaches = new LinkedHashMap<>();
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
            Approach approach = state.approaches.computeIfAbsent(line.id(), id -> new Approach());
            Verdict verdict = approach.step(line, track, footprint, scene);
            if (verdict.weight() > strongest.weight()) {
                strongest = verdict;
            }
        }
        return strongest;
    }

    @Override
    public Verdict end(State state, Track last, SceneView scene) {
        for (RoadStopLine line : scene.index().stopLines()) {
            Approach approach = state.approaches.get(line.id());
            Footprint footprint = last.footprint();
            if (approach != null && footprint != null && approach.isOpen()) {
                return approach.close(line, last, footprint, scene);
            }
        }
        return Verdict.Clear.idle("gone");
    }

    /** One sighting near a stop line. {@code past}: metres the front is past it, negative before it. */
    private record Sighting(
            double time, double past, Point front, double speed, double heading, double sigma, boolean hidden) {
        /** Whether nobody who moved as it did then can be where {@code later} is. */
        boolean outruns(Sighting later) {
            double dt = Math.max(later.time - time, SHORTEST);
            double reach = Math.min(speed + SPEED_ERROR + QUICKEST * dt, FASTEST) * dt;
            return front.distance(later.front) > reach + 3 * Math.hypot(sigma, later.sigma);
        }
    }

    /** When the front crossed the line, one-sigma error in seconds, and how fast. */
    private record Crossing(double time, double error, double speed) {}

    /** One vehicle at one stop line. */
    private final class Approach {
        private @Nullable Sighting before;
        private @Nullable Sighting clearBefore;
        private @Nullable Sighting past;
        private @Nullable Sighting clearPast;
        private double deepest;
        private @Nullable Sighting completed;
        private @Nullable Verdict decided;

        Verdict step(RoadStopLine line, Track track, Footprint footprint, SceneView scene) {
            Sighting now = sighting(line, track, footprint);
            if (!track.observed()) {
                return standing();
            }
            if (now.past <= 0) {
                return beforeLine(line, now);
            }
            if (before == null) {
                boolean near = past == null && now.past < WATCHED / 2 && line.beside(now.front) <= BESIDE;
                boolean along = Math.cos(now.heading - line.heading().angle()) > ALIGNED;
                return near && along && decided == null
                        ? new Verdict.Undetermined("first seen past the stop line", line.id())
                        : standing();
            }
            if (past == null && !enter(line, now)) {
                return Verdict.Clear.idle("passed beside the stop line");
            }
            if (clearPast == null && !now.hidden) {
                clearPast = now;
            }
            if (decided == null || decided instanceof Verdict.Pending) {
                decided = judge(line, now, track, footprint, scene);
            }
            Verdict verdict = decided;
            if (verdict instanceof Verdict.Violated) {
                decided = Verdict.Clear.of("already flagged at this line", "");
            }
            return verdict;
        }

        boolean isOpen() {
            return decided instanceof Verdict.Pending;
        }

        // The signal may have become certain only after the vehicle was gone.
        Verdict close(RoadStopLine line, Track last, Footprint footprint, SceneView scene) {
            Verdict verdict = judge(line, sighting(line, last, footprint), last, footprint, scene);
            return verdict instanceof Verdict.Pending pending
                    ? new Verdict.Undetermined("gone before the act was complete", pending.detail())
                    : verdict;
        }

        private Verdict standing() {
            return decided == null ? Verdict.Clear.idle("not at a stop line") : decided;
        }

        private Verdict beforeLine(RoadStopLine line, Sighting now) {
            boolean along = Math.cos(now.heading - line.heading().angle()) > ALIGNED;
            if (!along || now.past < -WATCHED || line.beside(now.front) > BESIDE + now.sigma) {
                if (past == null && now.past < -LEFT_AGAIN) {
                    before = null;
                }
                return standing();
            }
            if (past != null) {
                // The front is back before the line: what looked like a crossing was none, or it reversed.
                past = null;
                clearPast = null;
                completed = null;
                decided = null;
            }
            before = now;
            deepest = Math.min(deepest, now.past);
            if (!now.hidden) {
                clearBefore = now;
            }
            return Verdict.Clear.watched("before the stop line");
        }

        private boolean enter(RoadStopLine line, Sighting now) {
            Sighting last = Objects.requireNonNull(before);
            double share = last.past / (last.past - now.past);
            Point at = last.front.plus(now.front.minus(last.front).times(share));
            if (line.beside(at) > BESIDE) {
                before = null;
                return false;
            }
            past = now;
            return true;
        }

        private Verdict judge(RoadStopLine line, Sighting now, Track track, Footprint footprint, SceneView scene) {
            Crossing at = cross(line, scene.trail(track.id()));
            if (scene.signals().decidedUntil(line.signal()) < at.time) {
                return new Verdict.Pending("signal not yet certain", line.id());
            }
            SignalState shown = scene.signals().at(line.signal(), at.time);
            if (shown != SignalState.RED) {
                return otherThanRed(shown, line, at, scene);
            }
            double onset = scene.signals().since(line.signal(), at.time);
            double age = at.time - onset;
            double grace = grace(scene);
            String when = String.format(Locale.ROOT, "%s, %.2f s into red", line.id(), age);
            if (age <= grace) {
                return Verdict.Clear.of("crossed within the grace", when);
            }
            Verdict doubt = doubt(line, at, age - grace, track, scene, when);
            if (doubt != null) {
                return doubt;
            }
            if (completed == null && complete(line, now, track, footprint)) {
                completed = now;
            }
            double until = completed == null ? now.time : completed.time;
            if (scene.signals().decidedUntil(line.signal()) < until) {
                return new Verdict.Pending("signal not yet certain", when);
            }
            boolean red = scene.signals().at(line.signal(), until) == SignalState.RED
                    && scene.signals().since(line.signal(), until) <= at.time;
            if (!red) {
                return Verdict.Clear.of("stopped past the line until the red ended", when);
            }
            return completed == null
                    ? new Verdict.Pending("past the stop line on red, not yet complete", when)
                    : permitted(line, now, track, footprint, scene, at, when);
        }

        private Verdict permitted(
                RoadStopLine line,
                Sighting now,
                Track track,
                Footprint footprint,
                SceneView scene,
                Crossing at,
                String when) {
            Movement movement = movement(line, now, footprint, scene.trail(track.id()), scene);
            if (!line.turnOnRed().isEmpty()) {
                if (movement == null) {
                    return new Verdict.Pending("some movements may go on red, which one is open", when);
                }
                if (line.turnOnRed().contains(movement)) {
                    return Verdict.Clear.of("permitted turn on red", when);
                }
            }
            return new Verdict.Violated(violation(line, now, track, footprint, scene, at, movement));
        }

        private Verdict otherThanRed(SignalState shown, RoadStopLine line, Crossing at, SceneView scene) {
            double since = at.time - scene.signals().since(line.signal(), at.time);
            String when = String.format(Locale.ROOT, "%s, %.2f s into %s", line.id(), since, shown);
            return switch (shown) {
                case UNKNOWN -> new Verdict.Undetermined("signal unknown at the crossing", when);
                case RED_AMBER -> new Verdict.Undetermined("red and amber at the crossing", when);
                case AMBER -> Verdict.Clear.of("entered on amber", when);
                case GREEN -> Verdict.Clear.of("entered on green", when);
                default -> Verdict.Clear.of("signal not in force", when);
            };
        }

        // Why the crossing cannot be trusted; null when it can.
        private @Nullable Verdict doubt(
                RoadStopLine line, Crossing at, double margin, Track track, SceneView scene, String when) {
            Sighting last = Objects.requireNonNull(before);
            Sighting first = Objects.requireNonNull(past);
            if (last.outruns(first) || at.speed > FASTEST) {
                return new Verdict.Undetermined("jumped over the line, may be mistaken for another", when);
            }
            if (at.error > margin) {
                return new Verdict.Undetermined("crossing too close to red onset for its error", when);
            }
            if (deepest > -Math.max(0.3, last.sigma)) {
                return new Verdict.Undetermined("never seen clearly before the line", when);
            }
            if (track.relinked() >= last.time - 1) {
                return new Verdict.Undetermined("identity re-joined at the line", when);
            }
            boolean blink = first.time - last.time > LONGEST_BLINK
                    || scene.longestGap(last.time, first.time) > LONGEST_BLINK / 2;
            if (!blink && !last.hidden && !first.hidden) {
                return null;
            }
            // Not seen well while it crossed: still certain when the light was red all the while.
            if (clearPast == null) {
                return new Verdict.Pending("not seen clearly past the line yet", when);
            }
            boolean redThroughout = clearBefore != null
                    && clearPast.time - clearBefore.time <= LONGEST_DOUBT
                    && scene.signals().at(line.signal(), clearBefore.time) == SignalState.RED
                    && clearBefore.time - scene.signals().since(line.signal(), clearPast.time) > grace(scene);
            return redThroughout ? null : new Verdict.Undetermined("not seen clearly while it crossed", when);
        }

        private boolean complete(RoadStopLine line, Sighting now, Track track, Footprint footprint) {
            double wanted = track.objectClass().isTwoWheeler() ? settings.twoWheelerBeyond : settings.carBeyond;
            Point crossed = Objects.requireNonNull(past).front;
            double beyond = Math.max(now.past, crossed.distance(now.front));
            return beyond >= wanted && line.past(footprint.rear()) >= 0;
        }

        // Which way it went; null while that is open. Its path tells, where a heading may be taken for its opposite.
        private @Nullable Movement movement(
                RoadStopLine line, Sighting now, Footprint footprint, Trail trail, SceneView scene) {
            Point here = footprint.centre();
            Point left = scene.index().leftOf(line.heading());
            double shift = here.minus(centreAtLine(trail, footprint)).dot(left);
            Point way = lastWay(trail, here);
            double turned = way == null ? 0 : Math.atan2(way.dot(left), way.dot(line.heading()));
            boolean turnedOff = Math.abs(turned) >= TURN && turned * shift > 0 && Math.abs(shift) >= OFF_COURSE;
            if (turnedOff || Math.abs(turned) >= BENT && turned * shift > 0 && Math.abs(shift) >= LANE_AWAY) {
                return turned > 0 ? Movement.LEFT : Movement.RIGHT;
            }
            return now.past >= TURNED_AFTER ? Movement.STRAIGHT : null;
        }

        private Point centreAtLine(Trail trail, Footprint otherwise) {
            Footprint then = trail.nearest(Objects.requireNonNull(past).time).footprint();
            return Objects.requireNonNullElse(then, otherwise).centre();
        }

        // Its way over the last metres; null when it has not come that far since the line.
        private @Nullable Point lastWay(Trail trail, Point here) {
            List<Track> path = trail.between(Objects.requireNonNull(past).time, Double.POSITIVE_INFINITY);
            for (int i = path.size() - 1; i >= 0; i--) {
                Footprint then = path.get(i).footprint();
                if (then != null && path.get(i).observed() && then.centre().distance(here) >= PATH) {
                    return here.minus(then.centre());
                }
            }
            return null;
        }

        private Violation violation(
                RoadStopLine line,
                Sighting now,
                Track track,
                Footprint footprint,
                SceneView scene,
                Crossing at,
                @Nullable Movement movement) {
            double onset = scene.signals().since(line.signal(), at.time);
            Map<String, String> where = new LinkedHashMap<>();
            where.put("stopLine", line.id());
            where.put("signal", line.signal());
            var lane = scene.index().laneOf(crossingFootprint(scene, track, footprint, at));
            if (lane != null) {
                where.put("lane", lane.id());
            }
            Map<String, Fact> facts = new LinkedHashMap<>();
            facts.put("timeIntoRed", Fact.derived(at.time - onset, "s"));
            facts.put("timeError", Fact.derived(at.error, "s"));
            facts.put("grace", Fact.configured(grace(scene), "s"));
            facts.put("redSince", Fact.measured(onset, "s"));
            facts.put("distancePastLine", Fact.measured(now.past, "m"));
            facts.put("speedAtLine", Fact.derived(at.speed, "m/s"));
            facts.put("movement", movement == null ? Fact.unknown(null) : Fact.derived(movement));
            facts.put("signalSource", Fact.derived(scene.signals().source()));
            double certainty = Rules.certainty((at.time - onset - grace(scene)) / at.error, now.past / now.sigma);
            Track decisive = scene.trail(track.id()).nearest(at.time);
            return new Violation(
                    kind(),
                    track.id(),
                    track.objectClass(),
                    Math.min(Objects.requireNonNull(before).time, at.time),
                    at.time,
                    now.time,
                    now.time,
                    decisive.box(),
                    where,
                    facts,
                    certainty);
        }

        private Footprint crossingFootprint(SceneView scene, Track track, Footprint footprint, Crossing at) {
            Footprint then = scene.trail(track.id()).nearest(at.time).footprint();
            return then == null ? footprint : then;
        }

        // A straight line through the sightings around the crossing; the two next to it when they are too few or too
        // slow.
        private Crossing cross(RoadStopLine line, Trail trail) {
            Sighting last = Objects.requireNonNull(before);
            Sighting first = Objects.requireNonNull(past);
            double share = last.past / (last.past - first.past);
            double time = last.time + share * (first.time - last.time);
            double speed = (first.past - last.past) / (first.time - last.time);
            double n = 0;
            double st = 0;
            double ss = 0;
            double stt = 0;
            double sts = 0;
            for (Track track : trail.between(time - FIT_WINDOW, time + FIT_WINDOW)) {
                Footprint footprint = track.footprint();
                if (footprint != null && track.observed() && !track.lowerEdgeHidden()) {
                    double t = track.time() - time;
                    double s = line.past(footprint.front());
                    n++;
                    st += t;
                    ss += s;
                    stt += t * t;
                    sts += t * s;
                }
            }
            double spread = n * stt - st * st;
            if (n >= 3 && spread > 0) {
                double slope = (n * sts - st * ss) / spread;
                double shift = -(ss - slope * st) / n / slope;
                if (slope > 0.8 && Math.abs(shift) <= FIT_WINDOW) {
                    return new Crossing(time + shift, error(last.sigma / Math.sqrt(n / 2), slope), slope);
                }
            }
            return new Crossing(time, error(last.sigma, speed), speed);
        }

        private double error(double sigma, double speed) {
            return Math.max(0.03, sigma / Math.max(speed, 0.5));
        }
    }

    private double grace(SceneView scene) {
        return scene.signals().source() == SignalSource.LAMPS ? settings.lampGrace : settings.grace;
    }

    private static Sighting sighting(RoadStopLine line, Track track, Footprint footprint) {
        Point front = footprint.front();
        return new Sighting(
                track.time(),
                line.past(front),
                front,
                track.speed(),
                footprint.heading(),
                footprint.sigmaAlong(),
                track.lowerEdgeHidden());
    }
}
