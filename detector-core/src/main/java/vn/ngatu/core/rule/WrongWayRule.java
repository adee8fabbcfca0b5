package vn.ngatu.core.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Driving against a lane's direction for a time and a way. Someone on a two-way road who comes, or may have come, from the
 * lane of the own direction beside it is overtaking, unless it lasts; reversing a few metres and crossing a lane are none.
 */
final class WrongWayRule implements Rule<WrongWayRule.State> {

    private static final double SLOWEST = 1.0;
    private static final double LONGEST_ABSENCE = 1.0;
    private static final double INSIDE = 0.5;
    // Far away a vehicle that stands seems to go to and fro.
    private static final double SIGMAS = 2;
    private static final double SAME_LINE = 0.9;
    // Two lanes without a median between them: their middles are a lane's width apart.
    private static final double NEIGHBOURS = 5.5;

    private final Settings settings;

    WrongWayRule(Settings settings) {
        this.settings = settings;
    }

    /**
     * The rule's thresholds.
     *
     * @param angle between the way driven and the lane's direction, radians
     * @param time seconds against the lane
     * @param distance metres against the lane
     * @param overtaking seconds for which someone in the lane beside the own direction's may be overtaking
     */
    record Settings(double angle, double time, double distance, double overtaking) {
        static Settings of(Rules.Overrides overrides) {
            return new Settings(
                    overrides.radians("angle", Math.toRadians(135)),
                    overrides.seconds("time", 3),
                    overrides.metres("distance", 15),
                    overrides.seconds("overtaking", 30));
        }
    }

    /** What is remembered of one vehicle: its way against a lane, if any, and when it last drove with one. */
    static final class State {
        private @Nullable Way way;
        private double withLane = Double.NEGATIVE_INFINITY;
        private boolean known;
    }

    /** One way against the lanes. */
    private static final class Way {
        private final RoadLane lane;
        private final double start;
        private final double from;
        private final boolean overtaking;
        private double last;
        private double reached;
        private double worst = Math.PI;
        private boolean flagged;

        Way(RoadLane lane, double start, double from, boolean overtaking) {
            this.lane = lane;
            this.start = start;
            this.from = from;
            this.last = start;
            this.reached = from;
            this.overtaking = overtaking;
        }
    }

    @Override
    public ViolationKind kind() {
        return ViolationKind.WRONG_WAY;
    }

    @Override
    public State newState() {
        return new State();
    }

    @Override
    public Verdict step(State state, Track track, SceneView scene) {
        Footprint footprint = track.footprint();
        Point velocity = track.velocity();
        if (footprint == null || velocity == null || !scene.index().calibrated()) {
            return new Verdict.Undetermined("no calibration", "");
        }
        Way way = state.way;
        if (!track.observed()) {
            return way == null
                    ? Verdict.Clear.idle("not seen")
                    : new Verdict.Pending("against a lane, not seen now", way.lane.id());
        }
        RoadLane lane = scene.index().laneOf(footprint);
        double off = lane == null ? 0 : angle(velocity, lane.heading().direction());
        boolean against = lane != null
                && track.speed() >= SLOWEST
                && off >= settings.angle
                && lane.area().share(footprint) >= INSIDE;
        if (lane != null && track.speed() >= SLOWEST && off < Math.PI / 2) {
            state.withLane = track.time();
        }
        if (way != null && track.time() - way.last > settings.time) {
            // What was hidden that long is no way that was seen.
            state.way = null;
            way = null;
        }
        boolean first = !state.known;
        state.known = true;
        if (!against || lane == null) {
            return pause(state, way, track);
        }
        if (way == null) {
            way = begin(state, track, footprint, velocity, lane, first, scene);
            state.way = way;
        }
        return go(way, track, footprint, off);
    }

    @Override
    public Verdict end(State state, Track last, SceneView scene) {
        Way way = state.way;
        return way == null || way.flagged
                ? Verdict.Clear.idle("gone")
                : Verdict.Clear.of("a short way against a lane", detail(way));
    }

    private Verdict pause(State state, @Nullable Way way, Track track) {
        if (way == null) {
            return Verdict.Clear.idle("with the lane's direction");
        }
        if (track.time() - way.last < LONGEST_ABSENCE) {
            return new Verdict.Pending("against a lane, paused", detail(way));
        }
        state.way = null;
        return way.flagged
                ? Verdict.Clear.idle("with the lane's direction")
                : Verdict.Clear.of("a short way against a lane", detail(way));
    }

    // Whether the lane of the other direction is next to it, with nothing between: a road on which one overtakes that
    // way.
    private static boolean isBesideOpposite(RoadLane lane, Footprint footprint, SceneView scene) {
        Segment axis = lane.heading();
        Point here = axis.from().plus(axis.direction().times(axis.along(footprint.centre())));
        for (RoadLane other : scene.index().lanes()) {
            double along = other.heading().direction().dot(axis.direction());
            double apart = Math.abs(other.heading().signedDistance(here));
            if (along < -SAME_LINE && apart < NEIGHBOURS) {
                return true;
            }
        }
        return false;
    }

    private Way begin(
            State state,
            Track track,
            Footprint footprint,
            Point velocity,
            RoadLane lane,
            boolean first,
            SceneView scene) {
        // What was not seen may have been the lane of its own direction.
        double known = Math.max(track.firstSeen(), track.relinked());
        double own = Math.max(known, state.withLane);
        boolean overtaking = track.time() - own < settings.overtaking && isBesideOpposite(lane, footprint, scene);
        if (first) {
            // One that comes into view the wrong way has driven so since it was first detected.
            double start = Math.min(track.firstSeen(), track.time());
            double lead = (track.time() - start) * -velocity.dot(lane.heading().direction());
            return new Way(lane, start, -lane.heading().along(footprint.centre()) - lead, overtaking);
        }
        Track turned = turned(track, footprint, lane, scene);
        Footprint from = Objects.requireNonNullElse(turned.footprint(), footprint);
        return new Way(lane, turned.time(), -lane.heading().along(from.centre()), overtaking);
    }

    // Where it began to move against the lane. Its places tell that sooner than its heading, which may first have been
    // taken for the lane's own.
    private static Track turned(Track track, Footprint footprint, RoadLane lane, SceneView scene) {
        Track turned = track;
        double farthest = lane.heading().along(footprint.centre());
        List<Track> trail = scene.trail(track.id()).between(track.relinked(), track.time());
        for (int i = trail.size() - 1; i >= 0; i--) {
            Track then = trail.get(i);
            Footprint place = then.footprint();
            if (place == null
                    || turned.time() - then.time() > LONGEST_ABSENCE
                    || lane.area().share(place) < INSIDE) {
                break;
            }
            double along = lane.heading().along(place.centre());
            if (then.observed() && along > farthest + SLOWEST * (turned.time() - then.time())) {
                farthest = along;
                turned = then;
            }
        }
        return turned;
    }

    private Verdict go(Way way, Track track, Footprint footprint, double off) {
        way.last = track.time();
        way.reached = Math.max(way.reached, -way.lane.heading().along(footprint.centre()));
        way.worst = Math.min(way.worst, off);
        double time = way.last - way.start;
        double distance = way.reached - way.from;
        if (way.flagged) {
            return Verdict.Clear.of("already flagged on this way", way.lane.id());
        }
        if (way.overtaking && time < settings.overtaking) {
            return Verdict.Clear.of("beside its own direction's lane, may be overtaking", detail(way));
        }
        if (time < settings.time || distance - SIGMAS * footprint.sigmaAlong() < settings.distance) {
            return new Verdict.Pending("against a lane, not yet far enough", detail(way));
        }
        if (track.relinked() > way.start) {
            return new Verdict.Undetermined("identity re-joined on the way", detail(way));
        }
        way.flagged = true;
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("time", Fact.measured(time, "s"));
        facts.put("distance", Fact.measured(distance, "m"));
        facts.put("speed", Fact.measured(track.speed(), "m/s"));
        facts.put("angle", Fact.measured(Math.toDegrees(way.worst), "deg"));
        return new Verdict.Violated(new Violation(
                kind(),
                track.id(),
                track.objectClass(),
                way.start,
                way.last,
                way.last,
                way.last,
                track.box(),
                Map.of("lane", way.lane.id()),
                facts,
                Rules.certainty(
                        distance / footprint.sigmaAlong() / 3, (way.worst - Math.PI / 2) / Math.toRadians(15))));
    }

    private static double angle(Point a, Point b) {
        return Math.abs(Math.atan2(a.cross(b), a.dot(b)));
    }

    private static String detail(Way way) {
        return String.format(
                Locale.ROOT, "%s, %.1f s, %.0f m", way.lane.id(), way.last - way.start, way.reached - way.from);
    }
}
