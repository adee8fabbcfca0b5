package vn.ngatu.core.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.scene.Scene.ZoneKind;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.scene.SceneIndex.RoadZone;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Overtaking in a no-overtaking zone, as the law has it: on a road with one motor lane per direction, moving to the left
 * from behind a motor vehicle that drives and getting ahead of it. Passing what stands and overtaking two-wheelers are none.
 *
 * <p>Decisive is the moment when the front is {@link Settings#ahead} metres ahead of the other's front.
 */
final class ProhibitedOvertakingRule implements Rule<ProhibitedOvertakingRule.State> {

    private static final double WATCHED = 40;
    private static final double SAME_WAY = 0.8;
    private static final double SPEED_WINDOW = 3;
    // Seconds of a way that tells a speed.
    private static final double SHORTEST_WAY = 1;
    private static final double TOGETHER = 0.6;
    private static final double BACK = 0.3;
    private static final double FASTEST = 20;
    private static final double SHORTEST = 0.5;
    private static final double SLOWEST_GAIN = 0.1;
    // One sigma, seconds, of the moment of getting ahead that still makes a moment of it.
    private static final double LONGEST_MOMENT = 2.5;
    // Whoever was seen behind the other for so long since its identity was re-joined was behind it, whoever it was
    // before.
    private static final double SEEN_BEHIND = 0.8;

    private static final Verdict NOBODY = Verdict.Clear.idle("overtakes nobody");

    private final Settings settings;

    ProhibitedOvertakingRule(Settings settings) {
        this.settings = settings;
    }

    /**
     * The rule's thresholds.
     *
     * @param shift metres to the left, from where it drove behind the other
     * @param ahead metres that the front must get ahead of the other's front
     * @param longest seconds from behind to ahead
     * @param slowest metres per second of the vehicle overtaken: slower than this it is an obstacle
     */
    record Settings(double shift, double ahead, double longest, double slowest) {
        static Settings of(Rules.Overrides overrides) {
            return new Settings(
                    overrides.metres("shift", 1),
                    overrides.metres("ahead", 1),
                    overrides.seconds("longest", 15),
                    overrides.speed("slowest", 5 / 3.6));
        }
    }

    /** What is remembered of one vehicle: those it was lately behind, and the pull-out it was flagged for. */
    static final class State {
        private final Map<Integer, Behind> behind = new LinkedHashMap<>();
        private double flagged = Double.NEGATIVE_INFINITY;
    }

    /** The last moment it was behind another, and where across the lane. */
    private record Behind(double time, double gap, double across, RoadLane lane) {}

    /** Where two vehicles are to each other along and across a lane: {@code across} is how far the one is to the other's left. */
    private record Order(double rearGap, double frontGap, double across, double left) {}

    @Override
    public ViolationKind kind() {
        return ViolationKind.PROHIBITED_OVERTAKING;
    }

    @Override
    public State newState() {
        return new State();
    }

    @Override
    public Verdict step(State state, Track track, SceneView scene) {
        Footprint ego = track.footprint();
        if (ego == null || !scene.index().calibrated()) {
            return new Verdict.Undetermined("no calibration", "");
        }
        RoadLane lane = ownLane(ego, scene);
        if (lane == null) {
            return Verdict.Clear.idle("not on a road with one motor lane per direction");
        }
        Verdict strongest = NOBODY;
        LanePlaces all = scene.along(lane);
        LanePlaces.Place own = all.of(track.id());
        for (LanePlaces.Place target : all.places()) {
            double rearGap = target.rear() - own.front();
            double frontGap = own.front() - target.front();
            if (rearGap > WATCHED
                    || frontGap > WATCHED
                    || target == own
                    || target.track().objectClass() == ObjectClass.PEDESTRIAN) {
                continue;
            }
            Order order = new Order(rearGap, frontGap, own.left() - target.left(), own.left());
            Verdict verdict = pair(state, track, ego, target.track(), target.footprint(), order, lane, scene);
            if (verdict.weight() > strongest.weight()) {
                strongest = verdict;
            }
        }
        state.behind.values().removeIf(behind -> track.time() - behind.time > settings.longest);
        return strongest;
    }

    @Override
    public Verdict end(State state, Track last, SceneView scene) {
        return Verdict.Clear.idle("gone");
    }

    // The lane of the vehicle's own direction that is nearest to it, also while it drives beside that lane.
    private static @Nullable RoadLane ownLane(Footprint ego, SceneView scene) {
        RoadLane best = null;
        double nearest = 8;
        for (RoadLane lane : scene.index().lanes()) {
            if (lane.oneMotorLanePerDirection()
                    && Math.cos(ego.heading() - lane.heading().direction().angle()) > SAME_WAY) {
                double off = Math.abs(lane.heading().signedDistance(ego.centre()));
                if (off < nearest) {
                    nearest = off;
                    best = lane;
                }
            }
        }
        return best;
    }

    private Verdict pair(
            State state,
            Track track,
            Footprint ego,
            Track other,
            Footprint target,
            Order order,
            RoadLane lane,
            SceneView scene) {
        if (order.rearGap > 0) {
            if (track.observed() && other.observed()) {
                state.behind.put(other.id(), new Behind(track.time(), order.rearGap, order.across, lane));
            }
            return NOBODY;
        }
        Behind behind = state.behind.get(other.id());
        if (behind == null) {
            return NOBODY;
        }
        String detail = String.format(Locale.ROOT, "track %d, %.1f m ahead", other.id(), order.frontGap);
        if (order.frontGap < settings.ahead) {
            return new Verdict.Pending("beside a vehicle it was behind", detail);
        }
        if (!track.observed() || !other.observed()) {
            return new Verdict.Pending("ahead of a vehicle it was behind, one of them not seen now", detail);
        }
        state.behind.remove(other.id());
        return judge(state, track, ego, other, target, behind, order, lane, scene, detail);
    }

    private Verdict judge(
            State state,
            Track track,
            Footprint ego,
            Track other,
            Footprint target,
            Behind behind,
            Order order,
            RoadLane lane,
            SceneView scene,
            String detail) {
        Trail trail = scene.trail(track.id());
        if (other.objectClass().isTwoWheeler()) {
            return Verdict.Clear.of("overtook a two-wheeler", detail);
        }
        double speed = speed(scene.trail(other.id()), other.time());
        if (speed < settings.slowest) {
            return Verdict.Clear.of("passed a vehicle that stood", detail);
        }
        if (order.across < TOGETHER) {
            return Verdict.Clear.of("did not pass on the left", detail);
        }
        double closed = behind.gap + target.length() + order.frontGap;
        // Now too: an identity that went over to what stands or comes still has the way of its last seconds.
        double slower = Math.min(along(track, lane), along(other, lane));
        boolean stands = Math.min(speed(trail, track.time()), slower) < settings.slowest;
        if (stands || closed > FASTEST * Math.max(track.time() - behind.time, SHORTEST)) {
            return new Verdict.Undetermined("places jumped, one of them may be mistaken", detail);
        }
        double pulledOut = Math.max(pullOut(trail, lane, scene, behind), track.relinked());
        RoadZone zone = zone(scene, ego);
        if (zone == null || zone(scene, target) == null) {
            return Verdict.Clear.of("overtook outside the zone", detail);
        }
        Footprint before = trail.nearest(pulledOut).footprint();
        if (before == null || zone(scene, before) == null) {
            return Verdict.Clear.of("began to overtake before the zone", detail);
        }
        if (Math.max(track.relinked(), other.relinked()) > behind.time - SEEN_BEHIND) {
            return new Verdict.Undetermined("identity re-joined while overtaking", detail);
        }
        if (pulledOut <= state.flagged) {
            return Verdict.Clear.of("already flagged for this pull-out", detail);
        }
        double moment = momentError(track, other, lane, scene);
        if (moment > LONGEST_MOMENT) {
            return new Verdict.Undetermined("drew ahead too slowly to tell when", detail);
        }
        state.flagged = track.time();
        double shift = order.left - left(before, lane, scene);
        Map<String, String> where = new LinkedHashMap<>();
        where.put("zone", zone.id());
        where.put("lane", lane.id());
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("overtaken", Fact.measured(Integer.valueOf(other.id()), null));
        facts.put("overtakenVehicle", Fact.derived(other.objectClass()));
        facts.put("overtakenSpeed", Fact.measured(speed, "m/s"));
        facts.put("speed", Fact.measured(track.speed(), "m/s"));
        facts.put("gapBefore", Fact.measured(behind.gap, "m"));
        facts.put("gapAfter", Fact.measured(order.frontGap, "m"));
        facts.put("shiftLeft", Fact.derived(shift, "m"));
        if (!Double.isNaN(moment)) {
            facts.put("timeError", Fact.derived(2 * moment, "s"));
        }
        double error = Math.hypot(ego.sigmaAlong(), target.sigmaAlong());
        double sideError = Math.hypot(ego.sigmaAcross(), target.sigmaAcross());
        return new Verdict.Violated(new Violation(
                kind(),
                track.id(),
                track.objectClass(),
                Math.min(pulledOut, track.time()),
                track.time(),
                track.time(),
                track.time(),
                track.box(),
                where,
                facts,
                Rules.certainty((order.frontGap + behind.gap) / error, order.across / sideError)));
    }

    // One sigma, seconds, of when it was so far ahead: the slower it drew ahead, the less its places tell the moment.
    // Not a number where one of them was not seen long enough for that.
    private static double momentError(Track track, Track other, RoadLane lane, SceneView scene) {
        Footprint ego = track.footprint();
        Footprint target = other.footprint();
        Track egoThen = scene.trail(track.id()).near(track.time() - SPEED_WINDOW, 1);
        Track targetThen = scene.trail(other.id()).near(other.time() - SPEED_WINDOW, 1);
        if (ego == null
                || target == null
                || egoThen == null
                || targetThen == null
                || egoThen.footprint() == null
                || targetThen.footprint() == null) {
            return Double.NaN;
        }
        Segment axis = lane.heading();
        double gained = axis.along(ego.front())
                - axis.along(egoThen.footprint().front())
                - axis.along(target.front())
                + axis.along(targetThen.footprint().front());
        double closing = gained / (track.time() - egoThen.time());
        return Math.hypot(ego.sigmaFront(), target.sigmaFront()) / Math.max(closing, SLOWEST_GAIN);
    }

    // The last moment at which it drove in its own lane, before the manoeuvre.
    private static double pullOut(Trail trail, RoadLane lane, SceneView scene, Behind behind) {
        double last = trail.all().get(0).time();
        for (Track then : trail.all()) {
            Footprint footprint = then.footprint();
            if (footprint != null && then.time() <= behind.time && lane.area().share(footprint) > 1 - BACK) {
                last = then.time();
            }
        }
        return last;
    }

    // The lower of what its speeds and its way say: a standing vehicle's places dance, but it gets nowhere.
    private static double speed(Trail trail, double time) {
        double sum = 0;
        int n = 0;
        List<Track> lately = trail.between(time - SPEED_WINDOW, time);
        for (Track then : lately) {
            sum += then.speed();
            n++;
        }
        if (n == 0) {
            return 0;
        }
        Track first = lately.get(0);
        Track last = lately.get(n - 1);
        Footprint from = first.footprint();
        Footprint to = last.footprint();
        double took = last.time() - first.time();
        return from == null || to == null || took < SHORTEST_WAY
                ? sum / n
                : Math.min(sum / n, from.centre().distance(to.centre()) / took);
    }

    // Metres per second the lane's way; nothing is known of who has no place on the road.
    private static double along(Track track, RoadLane lane) {
        Point velocity = track.velocity();
        return velocity == null ? 0 : velocity.dot(lane.heading().direction());
    }

    private static @Nullable RoadZone zone(SceneView scene, Footprint footprint) {
        for (RoadZone zone : scene.index().zones()) {
            if (zone.kind() == ZoneKind.NO_OVERTAKING && zone.area().polygon().contains(footprint.centre())) {
                return zone;
            }
        }
        return null;
    }

    private static double left(Footprint footprint, RoadLane lane, SceneView scene) {
        Point from = lane.heading().from();
        return footprint
                .centre()
                .minus(from)
                .dot(scene.index().leftOf(lane.heading().direction()));
    }
}
