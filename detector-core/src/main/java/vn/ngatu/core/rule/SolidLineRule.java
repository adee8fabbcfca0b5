package vn.ngatu.core.rule;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.scene.Scene.MarkingKind;
import vn.ngatu.core.scene.SceneIndex.RoadMarking;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Driving over a solid line: the wheels on one side get more than {@link Settings#beyond} past it, allowing for the error,
 * for {@link Settings#time}. A line that is solid on one side only binds those who come from that side.
 */
final class SolidLineRule implements Rule<SolidLineRule.State> {

    private static final String TOUCHED = "touched a solid line";
    private static final double SLOWEST = 1.0;
    private static final double ALONG = 0.5;
    private static final double SIGMAS = 2;
    // Seconds before it got over the line, and metres along it, that tell which way it came.
    private static final double BEFORE = 2;
    private static final double TURNED = 1;
    // Seconds after it was first seen for which its places do not tell its side: far ones are often wrong at first.
    private static final double NEW = 1;

    private final Settings settings;

    SolidLineRule(Settings settings) {
        this.settings = settings;
    }

    /**
     * The rule's thresholds.
     *
     * @param beyond metres past the line: twice the width of a line of 15 cm
     * @param time seconds for which it must last
     */
    record Settings(double beyond, double time) {
        static Settings of(Rules.Overrides overrides) {
            return new Settings(overrides.metres("beyond", 0.3), overrides.seconds("time", 0.5));
        }
    }

    /** What is remembered of one vehicle: its dealings with each marking, since its identity was last re-joined. */
    static final class State {
        private final Map<String, Side> sides = new LinkedHashMap<>();
        private double relinked = Double.NEGATIVE_INFINITY;
    }

    /** On which side of a marking it drove, and since when it is over it. */
    private static final class Side {
        /** 1 on the left of the drawn direction, -1 on the right, 0 not known. */
        private int from;

        private double since = Double.NaN;
        private double most;
        private @Nullable Box box;
        private boolean flagged;
    }

    /** The footprint's reach to either side of a marking, metres to its left. */
    private record Reach(double least, double most) {
        double over(int from) {
            return from > 0 ? -least : most;
        }
    }

    @Override
    public ViolationKind kind() {
        return ViolationKind.SOLID_LINE;
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
        Verdict strongest = Verdict.Clear.idle("over no solid line");
        if (!track.observed()) {
            return strongest;
        }
        if (track.relinked() > state.relinked) {
            // On which side somebody else may have driven says nothing of this one.
            state.sides.clear();
            state.relinked = track.relinked();
        }
        for (RoadMarking marking : scene.index().markings()) {
            if (binds(marking.kind(), 1) || binds(marking.kind(), -1)) {
                Side side = state.sides.computeIfAbsent(marking.id(), id -> new Side());
                Verdict verdict = step(side, marking, track, footprint, scene);
                if (verdict.weight() > strongest.weight()) {
                    strongest = verdict;
                }
            }
        }
        return strongest;
    }

    @Override
    public Verdict end(State state, Track last, SceneView scene) {
        return Verdict.Clear.idle("gone");
    }

    private Verdict step(Side side, RoadMarking marking, Track track, Footprint footprint, SceneView scene) {
        Verdict nothing = Verdict.Clear.idle("over no solid line");
        Reach reach = reach(marking, footprint, scene);
        if (reach == null) {
            return nothing;
        }
        double error =
                SIGMAS * Math.hypot(footprint.sigmaAcross(), scene.index().error(footprint.centre()));
        int now = reach.least > 0 ? 1 : reach.most < 0 ? -1 : 0;
        if (side.from == 0) {
            side.from = track.time() - track.firstSeen() < NEW ? 0 : now;
            return nothing;
        }
        if (now != 0) {
            boolean crossed = now == -side.from;
            if (!crossed || side.flagged || !binds(marking.kind(), side.from)) {
                boolean touched = !Double.isNaN(side.since) && !side.flagged;
                reset(side, now);
                return touched ? Verdict.Clear.of(TOUCHED, marking.id()) : nothing;
            }
        }
        if (!binds(marking.kind(), side.from)) {
            return Verdict.Clear.of("over a line that is broken on its side", marking.id());
        }
        double over = reach.over(side.from);
        if (over < settings.beyond) {
            return Verdict.Clear.of(TOUCHED, marking.id());
        }
        if (over < settings.beyond + error) {
            return new Verdict.Undetermined("over a solid line by less than the error", marking.id());
        }
        return over(side, marking, track, footprint, over, error, scene);
    }

    private Verdict over(
            Side side,
            RoadMarking marking,
            Track track,
            Footprint footprint,
            double over,
            double error,
            SceneView scene) {
        if (Double.isNaN(side.since)) {
            side.since = track.time();
            side.box = track.box();
        }
        side.most = Math.max(side.most, over);
        String detail = String.format(Locale.ROOT, "%s, %.2f m", marking.id(), over);
        if (side.flagged) {
            return Verdict.Clear.of("already flagged at this line", detail);
        }
        if (track.time() - side.since < settings.time || track.speed() < SLOWEST) {
            return new Verdict.Pending("over a solid line, not yet long enough", detail);
        }
        if (track.lowerEdgeHidden() || track.relinked() > side.since - 1) {
            return new Verdict.Undetermined("over a solid line, not seen well enough", detail);
        }
        if (turnedAbout(side, marking, track, scene)) {
            return new Verdict.Undetermined("over a solid line, going the other way than before", detail);
        }
        side.flagged = true;
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("beyondLine", Fact.measured(side.most, "m"));
        facts.put("time", Fact.measured(track.time() - side.since, "s"));
        facts.put("speed", Fact.measured(track.speed(), "m/s"));
        facts.put(
                "lineKind",
                Fact.configured(marking.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), null));
        Box box = side.box;
        return new Verdict.Violated(new Violation(
                kind(),
                track.id(),
                track.objectClass(),
                side.since,
                track.time(),
                track.time(),
                track.time(),
                box == null ? track.box() : box,
                Map.of("marking", marking.id()),
                facts,
                Rules.certainty((over - settings.beyond) / (error / SIGMAS))));
    }

    // Nobody turns round within two seconds: one number went over from a vehicle to one that comes towards it.
    private static boolean turnedAbout(Side side, RoadMarking marking, Track track, SceneView scene) {
        Trail trail = scene.trail(track.id());
        Track before = trail.near(side.since - BEFORE, BEFORE / 2);
        Track begun = trail.near(side.since, BEFORE / 2);
        Footprint now = track.footprint();
        if (before == null || begun == null || before.footprint() == null || begun.footprint() == null || now == null) {
            return false;
        }
        Point along = marking.pieces().get(0).direction();
        double came =
                begun.footprint().centre().minus(before.footprint().centre()).dot(along);
        double went = now.centre().minus(begun.footprint().centre()).dot(along);
        return came * went < 0 && Math.min(Math.abs(came), Math.abs(went)) > TURNED;
    }

    private static void reset(Side side, int now) {
        side.from = now;
        side.flagged = false;
        side.since = Double.NaN;
        side.most = 0;
    }

    private static boolean binds(MarkingKind kind, int from) {
        return switch (kind) {
            case SOLID_WHITE, SOLID_YELLOW -> true;
            case SOLID_BROKEN -> from > 0;
            case BROKEN_WHITE, BROKEN_YELLOW -> false;
        };
    }

    // How far the corners lie to the left of the piece beside the vehicle; null when it is beside none, or goes across
    // it.
    private static @Nullable Reach reach(RoadMarking marking, Footprint footprint, SceneView scene) {
        for (Segment piece : marking.pieces()) {
            double along = piece.along(footprint.centre());
            boolean beside = along >= 0 && along <= piece.length();
            Point left = scene.index().leftOf(piece.direction());
            if (beside && Math.abs(piece.direction().dot(Point.ofAngle(footprint.heading()))) > ALONG) {
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (Point corner : footprint.outline().points()) {
                    double off = corner.minus(piece.from()).dot(left);
                    least = Math.min(least, off);
                    most = Math.max(most, off);
                }
                return new Reach(least, most);
            }
        }
        return null;
    }
}
