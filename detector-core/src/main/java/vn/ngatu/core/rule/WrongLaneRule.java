package vn.ngatu.core.rule;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Driving in a lane that is kept for other kinds of vehicle: more than half of the footprint inside for a time and a way.
 * Not before a junction, where vehicles sort themselves, and not to cross the lane into a frontage. Time and way are those of
 * one road user, whose identity was not in doubt meanwhile and whose wheels were seen there, first and last that time apart.
 */
final class WrongLaneRule implements Rule<WrongLaneRule.State> {

    private static final double LONGEST_ABSENCE = 1.0;
    // Far away a vehicle that stands seems to go to and fro.
    private static final double SIGMAS = 2;

    private final Settings settings;

    WrongLaneRule(Settings settings) {
        this.settings = settings;
    }

    /**
     * The rule's thresholds. Reserved lanes are enforced when more than half of the body is inside, and a moving offence
     * needs visible displacement.
     *
     * @param share of the footprint that must be inside the lane
     * @param time seconds inside
     * @param distance metres inside, along the lane
     * @param junction metres before a stop line within which lanes may be changed to follow one's route
     */
    record Settings(double share, double time, double distance, double junction) {
        static Settings of(Rules.Overrides overrides) {
            return new Settings(
                    overrides.share("share", 0.5),
                    overrides.seconds("time", 2),
                    overrides.metres("distance", 20),
                    overrides.metres("junction", 50));
        }
    }

    /** What is remembered of one vehicle: its stay in a lane kept for others, if any. */
    static final class State {
        private @Nullable Stay stay;
    }

    /** One stay in one lane. */
    private static final class Stay {
        private final RoadLane lane;
        private final double start;
        private final double from;
        private double last;
        private double reached;
        private double shares;
        private double insets;
        private int seen;
        private double seenFirst;
        private double seenLast;
        private double sigma;
        private double decisive = Double.NaN;
        private @Nullable Box box;
        private boolean told;

        Stay(RoadLane lane, double start, double from) {
            this.lane = lane;
            this.start = start;
            this.from = from;
            this.last = start;
            this.reached = from;
        }
    }

    @Override
    public ViolationKind kind() {
        return ViolationKind.WRONG_LANE;
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
        if (!track.observed()) {
            return state.stay == null
                    ? Verdict.Clear.idle("not seen")
                    : new Verdict.Pending("in a lane kept for others, not seen now", state.stay.lane.id());
        }
        Stay stay = state.stay;
        if (stay != null && !stay.told && isBroken(stay, track)) {
            // What was enough before counts, anything less begins anew.
            if (!Double.isNaN(stay.decisive)) {
                Verdict verdict = close(stay, track);
                stay.told = true;
                return verdict;
            }
            state.stay = null;
            stay = null;
        }
        RoadLane lane = foreignLane(track, footprint, scene);
        if (stay != null && (lane == null || !lane.id().equals(stay.lane.id()))) {
            if (track.time() - stay.last < LONGEST_ABSENCE / 2) {
                return new Verdict.Pending("at the edge of a lane kept for others", stay.lane.id());
            }
            state.stay = null;
            return close(stay, track);
        }
        if (lane == null) {
            return Verdict.Clear.idle("in no lane kept for others");
        }
        double at = lane.heading().along(footprint.centre());
        if (lane.stopLine() - lane.heading().along(footprint.front()) < settings.junction) {
            return stay == null
                    ? Verdict.Clear.of("sorts itself before the junction", lane.id())
                    : leaveForJunction(state, stay, track);
        }
        if (stay == null) {
            stay = new Stay(lane, track.time(), at);
            state.stay = stay;
        }
        return stayOn(stay, track, footprint, at, scene);
    }

    @Override
    public Verdict end(State state, Track last, SceneView scene) {
        Stay stay = state.stay;
        return stay == null ? Verdict.Clear.idle("gone") : close(stay, last);
    }

    // From now on it may be somebody else, or it was not seen for so long that it may have been elsewhere.
    private boolean isBroken(Stay stay, Track track) {
        return track.relinked() > stay.start || track.time() - stay.last > Math.max(settings.time, LONGEST_ABSENCE);
    }

    private @Nullable RoadLane foreignLane(Track track, Footprint footprint, SceneView scene) {
        for (RoadLane lane : scene.index().lanes()) {
            if (lane.vehicles() != null
                    && !lane.vehicles().contains(track.objectClass())
                    && lane.area().share(footprint) > settings.share) {
                return lane;
            }
        }
        return null;
    }

    private Verdict leaveForJunction(State state, Stay stay, Track track) {
        state.stay = null;
        return Double.isNaN(stay.decisive)
                ? Verdict.Clear.of("sorts itself before the junction", stay.lane.id())
                : close(stay, track);
    }

    private Verdict stayOn(Stay stay, Track track, Footprint footprint, double at, SceneView scene) {
        stay.last = track.time();
        stay.reached = Math.max(stay.reached, at);
        if (!track.lowerEdgeHidden()) {
            stay.shares += stay.lane.area().share(footprint);
            stay.insets += stay.lane.area().polygon().inset(footprint.centre());
            stay.seenFirst = stay.seen == 0 ? track.time() : stay.seenFirst;
            stay.seen++;
            stay.seenLast = track.time();
            stay.sigma = footprint.sigmaAcross();
        }
        double way = stay.reached - stay.from - SIGMAS * footprint.sigmaAlong();
        boolean full = stay.last - stay.start >= settings.time && way >= settings.distance;
        if (full && Double.isNaN(stay.decisive)) {
            stay.decisive = stay.last;
            stay.box = track.box();
        }
        if (Double.isNaN(stay.decisive)) {
            return new Verdict.Pending("in a lane kept for others, not yet long enough", detail(stay));
        }
        return stay.told
                ? Verdict.Clear.of("already told of in this lane", stay.lane.id())
                : new Verdict.Pending("in a lane kept for others, waits for how it goes on", detail(stay));
    }

    private Verdict close(Stay stay, Track track) {
        if (stay.told) {
            return Verdict.Clear.of("already told of in this lane", stay.lane.id());
        }
        if (Double.isNaN(stay.decisive)) {
            return Verdict.Clear.of("brief encroachment", detail(stay));
        }
        if (stay.seen == 0 || stay.seenLast - stay.seenFirst < settings.time) {
            return new Verdict.Undetermined("its wheels were hidden for too long", detail(stay));
        }
        double inset = stay.insets / stay.seen;
        double error = Math.max(0.1, stay.sigma);
        if (inset < error) {
            return new Verdict.Undetermined("too close to the lane's edge for its error", detail(stay));
        }
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("laneShare", Fact.measured(stay.shares / stay.seen, "1"));
        facts.put("time", Fact.measured(stay.last - stay.start, "s"));
        facts.put("distance", Fact.measured(stay.reached - stay.from, "m"));
        facts.put("insideBy", Fact.measured(inset, "m"));
        facts.put("speed", Fact.derived((stay.reached - stay.from) / (stay.last - stay.start), "m/s"));
        Box box = stay.box;
        return new Verdict.Violated(new Violation(
                kind(),
                track.id(),
                track.objectClass(),
                stay.start,
                stay.decisive,
                stay.last,
                track.time(),
                box == null ? track.box() : box,
                Map.of("lane", stay.lane.id()),
                facts,
                Rules.certainty(inset / error)));
    }

    private static String detail(Stay stay) {
        return String.format(
                Locale.ROOT, "%s, %.1f s, %.0f m", stay.lane.id(), stay.last - stay.start, stay.reached - stay.from);
    }
}
