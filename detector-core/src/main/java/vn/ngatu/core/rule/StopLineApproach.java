package vn.ngatu.core.rule;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Scene.Movement;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.Track;

/** One vehicle's dealings with one stop line, and what is to be said of them. Kept by the {@link RedLightRule}; one thread. */
final class StopLineApproach {

    private static final double WATCHED = 60;
    private static final double LEFT_AGAIN = 1;
    private static final double BESIDE = 0.5;
    private static final double LEAST_BEFORE = 0.3;
    private static final double LONGEST_BLINK = 1.0;
    // Who waits half hidden behind others does so for as long as they wait.
    private static final double LONGEST_DOUBT = 60;
    // One sigma, metres, of a place at the line: where the picture tells it no better, as far from the camera, neither
    // the
    // time nor the stills prove a crossing.
    private static final double FARTHEST = 1.5;
    // Slower than this, metres per second, it stands or creeps.
    private static final double STANDS = 0.8;
    // Nobody brakes harder, m/s^2; a speed may be told too high by so much, m/s; what cannot be stopped any more is
    // over
    // within so many seconds.
    private static final double HARDEST_BRAKING = 7;
    private static final double SPEED_ERROR = 0.7;
    private static final double LONGEST_TO_COMPLETE = 2;
    // The share of a footprint that must be in a lane whose arrows are taken to bind the vehicle.
    private static final double SURELY_IN_LANE = 0.8;

    private static final Verdict AT_LINE = Verdict.Clear.watched("stands at the stop line, not surely past it");

    private final RoadStopLine line;
    private final RedLightRule.Settings settings;
    private @Nullable Sighting before;
    private @Nullable Sighting clearBefore;
    private @Nullable Sighting past;
    private @Nullable Sighting clearPast;
    private double deepest;
    private double deepestSince;
    private double relinked = Double.NEGATIVE_INFINITY;
    private @Nullable Sighting completed;
    private @Nullable Sighting bound;
    private @Nullable Verdict decided;

    StopLineApproach(RoadStopLine line, RedLightRule.Settings settings) {
        this.line = line;
        this.settings = settings;
    }

    /** What is to be said now that {@code track} stands on {@code footprint}. */
    Verdict step(Track track, Footprint footprint, SceneView scene) {
        Sighting now = Sighting.of(line, track, footprint);
        if (!track.observed()) {
            return standing();
        }
        if (now.past() <= 0) {
            return beforeLine(track, now);
        }
        if (before != null && isUndecided() && standsAtLine(now, scene)) {
            Verdict watched = beforeLine(track, now.atLine());
            return watched.weight() == AT_LINE.weight() ? AT_LINE : watched;
        }
        if (before == null) {
            boolean near = past == null && now.past() < WATCHED / 2 && line.beside(now.front()) <= BESIDE;
            return near && now.headsAlong(line) && decided == null
                    ? new Verdict.Undetermined("first seen past the stop line", line.id())
                    : standing();
        }
        if (past == null && !enter(now)) {
            return Verdict.Clear.idle("passed beside the stop line");
        }
        if (clearPast == null && !now.hidden()) {
            clearPast = now;
        }
        if (completed == null && isComplete(now, track, footprint)) {
            completed = now;
        }
        if (bound == null && !(track.relinked() > before.time()) && isBound(now, track)) {
            bound = now;
        }
        Verdict verdict = decided;
        if (verdict == null || verdict instanceof Verdict.Pending) {
            verdict = judge(now, track, footprint, scene, false);
            decided = verdict;
        }
        if (verdict instanceof Verdict.Violated) {
            decided = Verdict.Clear.of("already flagged at this line", "");
        }
        return verdict;
    }

    private boolean isUndecided() {
        return decided == null || decided instanceof Verdict.Pending;
    }

    // Who stands has not crossed yet where its place is told no better than that.
    private boolean standsAtLine(Sighting now, SceneView scene) {
        return now.speed() < STANDS && now.past() < Crossing.placeError(now, scene.index());
    }

    /** Whether something is to be decided yet. */
    boolean isOpen() {
        return decided instanceof Verdict.Pending;
    }

    /** The last word on one that is gone: the signal may have become certain only afterwards. */
    Verdict close(Track last, Footprint footprint, SceneView scene) {
        Verdict verdict = judge(Sighting.of(line, last, footprint), last, footprint, scene, true);
        return verdict instanceof Verdict.Pending pending
                ? new Verdict.Undetermined(
                        completed == null && bound == null
                                ? "gone before the act was complete"
                                : "gone before its way was clear",
                        pending.detail())
                : verdict;
    }

    private Verdict standing() {
        return decided == null ? Verdict.Clear.idle("not at a stop line") : decided;
    }

    private Verdict beforeLine(Track track, Sighting now) {
        if (!now.headsAlong(line) || now.past() < -WATCHED || line.beside(now.front()) > BESIDE + now.sigma()) {
            if (past == null && now.past() < -LEFT_AGAIN) {
                before = null;
            }
            return standing();
        }
        if (past != null) {
            // The front is back before the line: what looked like a crossing was none, or it reversed.
            past = null;
            clearPast = null;
            completed = null;
            bound = null;
            decided = null;
        }
        if (track.relinked() > relinked) {
            // Whoever was seen before may have been another.
            relinked = track.relinked();
            deepestSince = 0;
            clearBefore = null;
        }
        before = now;
        deepest = Math.min(deepest, now.past());
        deepestSince = Math.min(deepestSince, now.past());
        if (!now.hidden()) {
            clearBefore = now;
        }
        return Verdict.Clear.watched("before the stop line");
    }

    private boolean enter(Sighting now) {
        Sighting last = Objects.requireNonNull(before);
        double share = last.past() / (last.past() - now.past());
        Point at = last.front().plus(now.front().minus(last.front()).times(share));
        if (line.beside(at) > BESIDE) {
            before = null;
            return false;
        }
        past = now;
        return true;
    }

    private boolean isComplete(Sighting now, Track track, Footprint footprint) {
        double wanted = track.objectClass().isTwoWheeler() ? settings.twoWheelerBeyond() : settings.carBeyond();
        Point crossed = Objects.requireNonNull(past).front();
        double beyond = Math.max(now.past(), crossed.distance(now.front()));
        return beyond >= wanted && line.past(footprint.rear()) >= 0;
    }

    // Whether it is so fast that no brakes stop it before its act is complete.
    private boolean isBound(Sighting now, Track track) {
        double wanted = track.objectClass().isTwoWheeler() ? settings.twoWheelerBeyond() : settings.carBeyond();
        double speed = Math.max(0, now.speed() - SPEED_ERROR);
        double reach = now.past() - now.sigma() + speed * speed / 2 / HARDEST_BRAKING;
        return reach >= Math.max(wanted, now.front().distance(now.rear()));
    }

    private Verdict judge(Sighting now, Track track, Footprint footprint, SceneView scene, boolean gone) {
        Crossing at = Crossing.of(
                line,
                Objects.requireNonNull(before),
                Objects.requireNonNull(past),
                scene.trail(track.id()),
                scene.index());
        if (scene.signals().decidedUntil(line.signal()) < at.time()) {
            return new Verdict.Pending("signal not yet certain", line.id());
        }
        SignalState shown = scene.signals().at(line.signal(), at.time());
        if (shown != SignalState.RED) {
            return otherThanRed(shown, at, scene);
        }
        double age = at.time() - scene.signals().since(line.signal(), at.time());
        String when = String.format(Locale.ROOT, "%s, %.2f s into red", line.id(), age);
        if (age <= grace(scene)) {
            return Verdict.Clear.of("crossed within the grace", when);
        }
        Sighting done = done(track, gone);
        Verdict doubt = doubt(at, age - grace(scene), done, track, scene, when);
        return doubt == null ? judgeAct(now, done, track, footprint, scene, at, when) : doubt;
    }

    // When its act was complete, or could not but be completed if it was lost before; null while that is open.
    private @Nullable Sighting done(Track track, boolean gone) {
        Sighting sure = bound;
        boolean lost = sure != null && track.relinked() > sure.time();
        boolean before = completed == null ? gone : lost && completed.time() >= track.relinked();
        return sure != null && (before || lost && completed == null) ? sure : completed;
    }

    // What it did after it had crossed on red without doubt.
    private Verdict judgeAct(
            Sighting now,
            @Nullable Sighting done,
            Track track,
            Footprint footprint,
            SceneView scene,
            Crossing at,
            String when) {
        double until = done == null ? now.time() : done == completed ? done.time() : done.time() + LONGEST_TO_COMPLETE;
        if (scene.signals().decidedUntil(line.signal()) < until) {
            return new Verdict.Pending("signal not yet certain", when);
        }
        boolean red = scene.signals().at(line.signal(), until) == SignalState.RED
                && scene.signals().since(line.signal(), until) <= at.time();
        if (!red) {
            return Verdict.Clear.of("stopped past the line until the red ended", when);
        }
        if (done == null) {
            return new Verdict.Pending("past the stop line on red, not yet complete", when);
        }
        Trail trail = scene.trail(track.id());
        boolean otherSince = track.relinked() > done.time();
        Movement movement =
                otherSince ? null : Course.of(line, Objects.requireNonNull(past), now, trail, scene.index());
        RoadLane lane = laneAt(at, trail, footprint, scene);
        if (mayTurnOnRed(lane, trail, at)) {
            if (movement == null && (otherSince || !isPastItsTurn(now, scene))) {
                return otherSince
                        ? new Verdict.Undetermined("identity re-joined before its way was clear", when)
                        : new Verdict.Pending("some movements may go on red, which one is open", when);
            }
            if (movement != null && line.turnOnRed().contains(movement)) {
                return Verdict.Clear.of("permitted turn on red", when);
            }
        }
        return new Verdict.Violated(RedLightRule.violation(
                line,
                Objects.requireNonNull(before),
                otherSince ? done : now,
                track,
                scene,
                at,
                movement,
                lane,
                grace(scene)));
    }

    // Whether the only turn it might make on red, to the right, is behind it.
    private boolean isPastItsTurn(Sighting now, SceneView scene) {
        return line.turnOnRed().equals(Set.of(Movement.RIGHT)) && Course.isPastNearSide(line, now, scene.index());
    }

    private static @Nullable RoadLane laneAt(Crossing at, Trail trail, Footprint otherwise, SceneView scene) {
        Footprint then = trail.nearest(at.time()).footprint();
        return scene.index().laneOf(then == null ? otherwise : then);
    }

    // Some turn may be made on red, unless it comes from a lane whose arrows forbid that turn.
    private boolean mayTurnOnRed(@Nullable RoadLane lane, Trail trail, Crossing at) {
        if (lane == null || lane.movements() == null) {
            return !line.turnOnRed().isEmpty();
        }
        boolean leadsThere = lane.movements().stream().anyMatch(line.turnOnRed()::contains);
        Footprint then = trail.nearest(at.time()).footprint();
        return !line.turnOnRed().isEmpty()
                && (leadsThere || then == null || lane.area().share(then) < SURELY_IN_LANE);
    }

    private Verdict otherThanRed(SignalState shown, Crossing at, SceneView scene) {
        double since = at.time() - scene.signals().since(line.signal(), at.time());
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
            Crossing at, double margin, @Nullable Sighting done, Track track, SceneView scene, String when) {
        Sighting last = Objects.requireNonNull(before);
        Sighting first = Objects.requireNonNull(past);
        if (last.outruns(first) || at.speed() > Sighting.FASTEST) {
            return new Verdict.Undetermined("jumped over the line, may be mistaken for another", when);
        }
        if (Math.hypot(last.sigma(), scene.index().error(first.front())) > FARTHEST) {
            return new Verdict.Undetermined("too far away to tell when it crossed", when);
        }
        if (at.error() > margin) {
            return new Verdict.Undetermined("crossing too close to red onset for its error", when);
        }
        // One that was re-joined a moment ago may have been another before; who has been followed since is who it is.
        boolean joined = last.time() - relinked < LONGEST_BLINK;
        if ((joined ? deepestSince : deepest) > -Math.max(LEAST_BEFORE, last.sigma())) {
            return new Verdict.Undetermined(
                    joined ? "identity re-joined at the line" : "never seen clearly before the line", when);
        }
        double complete = done == null ? Double.POSITIVE_INFINITY : done.time();
        if (track.relinked() > last.time() && track.relinked() <= complete) {
            return new Verdict.Undetermined("identity re-joined at the line", when);
        }
        boolean blink = first.time() - last.time() > LONGEST_BLINK
                || scene.longestGap(last.time(), first.time()) > LONGEST_BLINK / 2;
        return !blink && !last.hidden() && !first.hidden() ? null : unseen(scene, when);
    }

    // Not seen well while it crossed: still certain when the light was red all the while.
    private @Nullable Verdict unseen(SceneView scene, String when) {
        if (clearPast == null) {
            return new Verdict.Pending("not seen clearly past the line yet", when);
        }
        boolean redThroughout = clearBefore != null
                && clearPast.time() - clearBefore.time() <= LONGEST_DOUBT
                && scene.signals().at(line.signal(), clearBefore.time()) == SignalState.RED
                && clearBefore.time() - scene.signals().since(line.signal(), clearPast.time()) > grace(scene);
        return redThroughout ? null : new Verdict.Undetermined("not seen clearly while it crossed", when);
    }

    private double grace(SceneView scene) {
        return scene.signals().source() == SignalSource.LAMPS ? settings.lampGrace() : settings.grace();
    }
}
