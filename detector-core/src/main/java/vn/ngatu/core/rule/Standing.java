package vn.ngatu.core.rule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.Scene.ZoneKind;
import vn.ngatu.core.scene.SceneIndex.RoadZone;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * What stopping and parking share: when a vehicle stands still, since when, where, and whether traffic makes it stand. The
 * clock is presentation time and goes on while the vehicle is hidden; standing in a queue does not count. The decision waits
 * until the vehicle has driven off, so that one act is one violation with its whole length, but no longer than
 * {@link Settings#longestWait}.
 */
final class Standing {

    private static final double WINDOW = 2;
    private static final double SHORTEST_WATCH = 1.4;
    private static final double WIDEST_DRIFT = 2;
    private static final double INSIDE = 0.5;
    // Where the lower edge is hidden or far away, a standing vehicle seems to wander by metres along the line of sight.
    private static final double APPEARED = 2;
    private static final double LEFT = 4;
    private static final double LEFT_HIDDEN = 12;
    private static final double DRIVES = 1.5;
    // A queue that reaches a vehicle which has stood freely for longer than this does not excuse it any more.
    private static final double JOINS_QUEUE = 5;
    // Seconds that traffic must hold it: who creeps past for a moment makes no queue.
    private static final double HELD = 1;
    // Seconds for which a place waits for another number after its own was lost, or seemed to drive off.
    private static final double LONGEST_AWAY = 60;
    private static final double TAKEN_OVER = 4;
    private static final double REMEMBERED = 300;
    // Who stood in a queue for longer than this may stand in one still.
    private static final double QUEUED = 10;
    private static final double LONGEST_BLINK = 1;
    // Seconds after a break within which its place is not yet believed.
    private static final double SETTLING = 1;
    private static final double SLOWEST_ARRIVAL = 1;
    // Beginning and end of a stand are each told to less than a second.
    private static final double DWELL_ERROR = 1.5;

    private final ViolationKind kind;
    private final ZoneKind zoneKind;
    private final Settings settings;
    private final Queue queue;

    Standing(ViolationKind kind, ZoneKind zoneKind, Settings settings) {
        this.kind = kind;
        this.zoneKind = zoneKind;
        this.settings = settings;
        this.queue = new Queue(settings.leaderGap);
    }

    /**
     * The thresholds of standing.
     *
     * @param after seconds allowed where the zone says nothing
     * @param speed metres per second below which a vehicle stands
     * @param drift metres that a standing vehicle may seem to move
     * @param leaderGap metres to a standing vehicle ahead that make a queue
     * @param longestWait seconds after the time allowed at which a vehicle that still stands is flagged
     */
    record Settings(double after, double speed, double drift, double leaderGap, double longestWait) {
        static Settings of(Rules.Overrides overrides, double after) {
            return new Settings(
                    overrides.seconds("after", after),
                    overrides.speed("speed", 0.3),
                    overrides.metres("drift", 0.5),
                    overrides.metres("leaderGap", 8),
                    overrides.seconds("longestWait", 1800));
        }
    }

    /** What is remembered of one vehicle: the stand it is in, and the one it has just left, if any. */
    static final class State {
        private @Nullable Stand stand;
        private @Nullable Stand left;
    }

    Verdict step(State state, Track track, SceneView scene) {
        Footprint footprint = track.footprint();
        if (footprint == null || !scene.index().calibrated()) {
            return new Verdict.Undetermined("no calibration", "");
        }
        handOver(state, track);
        Verdict settled = settle(state, track, scene);
        if (settled instanceof Verdict.Violated) {
            return settled;
        }
        Stand stand = state.stand;
        if (stand == null) {
            stand = begin(track, footprint, scene);
            if (stand == null) {
                return settled;
            }
            stand = open(stand, state, scene);
        }
        stand = carryOn(stand, state, track, scene);
        if (track.observed()) {
            if (hasLeft(stand, track, footprint, scene)) {
                state.stand = null;
                state.left = stand;
                stand.left = track.time();
                return settle(state, track, scene);
            }
            if (stand.isTakenOver()) {
                open(stand.succeed(track), state, scene);
                return close(stand, track, scene);
            }
        }
        return watch(stand, track, footprint, scene);
    }

    Verdict end(State state, Track last, SceneView scene) {
        handOver(state, last);
        Verdict settled = settle(state, last, scene);
        if (!settled.isFinal()) {
            return settled;
        }
        Stand stand = state.stand;
        if (stand == null) {
            return settled;
        }
        if (!scene.over() && scene.time() - stand.lastSeen < LONGEST_AWAY) {
            return new Verdict.Pending(
                    "lost while it stood, waits whether another number carries on", stand.detail(stand.lastStill));
        }
        state.stand = null;
        return close(stand, last, scene);
    }

    // Another number has carried on what this one stood for.
    private static void handOver(State state, Track track) {
        if (state.stand != null && !state.stand.belongsTo(track)) {
            state.stand = null;
        }
        if (state.left != null && !state.left.belongsTo(track)) {
            state.left = null;
        }
    }

    // Decides on the stand it has left once it is clear that no other number carries it on.
    private Verdict settle(State state, Track track, SceneView scene) {
        Stand left = state.left;
        if (left == null) {
            return Verdict.Clear.idle("does not stand in such a zone");
        }
        if (!scene.over() && scene.time() - left.left < TAKEN_OVER) {
            return new Verdict.Pending(
                    "has left, waits whether another number stands there", left.detail(left.lastStill));
        }
        state.left = null;
        return close(left, track, scene);
    }

    // Standing begins when the centre's mean hardly moves from one half of a window to the next.
    private @Nullable Stand begin(Track track, Footprint footprint, SceneView scene) {
        double now = track.time();
        Trail trail = scene.trail(track.id());
        List<Track> all = trail.all();
        if (!track.observed() || now - all.get(0).time() < SHORTEST_WATCH) {
            return null;
        }
        Point older = trail.meanCentre(now - WINDOW, now - WINDOW / 2);
        Point newer = trail.meanCentre(now - WINDOW / 2 + 1e-6, now);
        if (older == null || newer == null) {
            return null;
        }
        if (older.distance(newer) > settings.speed * WINDOW / 2 + footprint.sigmaAlong() / 4) {
            return null;
        }
        Point place = older.plus(newer).times(0.5);
        Footprint standsOn = Stand.moved(footprint, place);
        for (RoadZone zone : scene.index().zones()) {
            double share = zone.kind() == zoneKind ? zone.area().share(standsOn) : 0;
            if (share >= INSIDE) {
                double since = since(all, place, drift(footprint), still(footprint));
                Stand stand = new Stand(track, since, arrived(track, all.get(0), place, scene), zone, share, standsOn);
                if (!stand.arrived && !lostThere(stand, scene)) {
                    stand.lastEmpty = scene.vacancy().lastEmpty(track);
                }
                return stand;
            }
        }
        return null;
    }

    // Whether it was seen to drive to its place, or stood there when watching began; else it may have stood for longer,
    // or be the same as one already counted.
    private static boolean arrived(Track track, Track first, Point place, SceneView scene) {
        Footprint then = first.footprint();
        boolean appeared = then != null && then.centre().distance(place) < APPEARED;
        return !appeared || track.firstSeen() - scene.firstTime() < WINDOW;
    }

    // Whether a vehicle that stood there lately was lost and not seen to leave, so that it may be the same one.
    private static boolean lostThere(Stand stand, SceneView scene) {
        return scene.stands().stream().anyMatch(before -> !before.isLeft() && before.isContinuedBy(stand));
    }

    // The earliest moment from which on the vehicle has been in its place, never seen away from it. If it braked behind
    // something, it stood since it would have come to rest there at an even rate.
    private static double since(List<Track> all, Point place, double drift, double still) {
        double since = all.get(all.size() - 1).time();
        for (int i = all.size() - 1; i >= 0; i--) {
            Track then = all.get(i);
            Footprint footprint = then.footprint();
            if (footprint == null || !then.observed()) {
                continue;
            }
            double away = footprint.centre().distance(place);
            if (away > drift && away < WIDEST_DRIFT + drift && settles(all, i)) {
                continue;
            }
            if (away > drift) {
                double rest = then.time() + 2 * away / Math.max(then.speed(), SLOWEST_ARRIVAL);
                return since - then.time() > LONGEST_BLINK ? Math.min(since, rest) : since;
            }
            since = away <= still ? then.time() : since;
        }
        return since;
    }

    // Whether it had just come back after a break: its place is still drawn to where it was supposed to be.
    private static boolean settles(List<Track> all, int index) {
        double later = all.get(index).time();
        double earliest = later - SETTLING;
        for (int i = index - 1; i >= 0 && later >= earliest; i--) {
            if (all.get(i).observed()) {
                if (later - all.get(i).time() > LONGEST_BLINK) {
                    return true;
                }
                later = all.get(i).time();
            }
        }
        return false;
    }

    private static Stand open(Stand stand, State state, SceneView scene) {
        scene.stands().removeIf(old -> scene.time() - Math.max(old.lastSeen, old.lastStill) > REMEMBERED);
        state.stand = stand;
        scene.stands().add(stand);
        return stand;
    }

    // The stand that this one is but a later view of: its vehicle only seemed to drive off, or was lost there and
    // appears
    // under this number.
    private static Stand carryOn(Stand stand, State state, Track track, SceneView scene) {
        Stand left = state.left;
        if (left != null && left.isContinuedBy(stand)) {
            state.left = null;
            return carryOn(left, stand, state, scene);
        }
        if (stand.arrived) {
            return stand;
        }
        for (Stand before : scene.stands()) {
            double longest = before.isLeft() ? TAKEN_OVER / 2 : LONGEST_AWAY;
            if (before != stand
                    && before.isVacant(scene.time())
                    && before.isContinuedBy(stand)
                    && track.firstSeen() - before.lastStill <= longest) {
                return carryOn(before, stand, state, scene);
            }
        }
        return stand;
    }

    private static Stand carryOn(Stand before, Stand stand, State state, SceneView scene) {
        before.carryOn(stand);
        scene.stands().remove(stand);
        state.stand = before;
        return before;
    }

    private boolean hasLeft(Stand stand, Track track, Footprint footprint, SceneView scene) {
        double now = track.time();
        stand.longestHidden = Math.max(stand.longestHidden, now - stand.lastSeen);
        stand.lastSeen = now;
        Point mean = scene.trail(track.id()).meanCentre(now - 1, now);
        double away = mean == null ? 0 : mean.distance(stand.place().centre());
        if (away <= drift(footprint)) {
            stand.stay(track, footprint);
            return false;
        }
        boolean hidden = track.lowerEdgeHidden();
        boolean inPlace = hidden && stand.looksLike(track);
        return away > (inPlace ? LEFT_HIDDEN : LEFT) || !hidden && track.speed() > DRIVES && now - stand.lastStill > 1;
    }

    // How far a standing vehicle may seem to wander, and within what it surely stands still.
    private double drift(Footprint footprint) {
        return Math.min(WIDEST_DRIFT, Math.max(settings.drift, 2 * footprint.sigmaAlong()));
    }

    private double still(Footprint footprint) {
        return drift(footprint) / 2;
    }

    private Verdict watch(Stand stand, Track track, Footprint footprint, SceneView scene) {
        double now = track.time();
        if (busAtStop(track, stand, scene)) {
            stand.start = now;
            return Verdict.Clear.of("bus at its stop", stand.zone.id());
        }
        if (queues(stand, track, scene)) {
            stand.start = now;
            stand.queued = true;
            return Verdict.Clear.of("queueing", stand.zone.id());
        }
        if (stand.flagged) {
            return Verdict.Clear.of("already flagged for this stand", stand.zone.id());
        }
        double allowed = allowed(stand.zone);
        double dwell = now - stand.start;
        if (dwell < allowed) {
            return new Verdict.Pending("stands in the zone, not yet too long", stand.detail(now));
        }
        if (stand.decisiveBox == null) {
            stand.decisiveBox = track.box();
        }
        if (dwell < allowed + settings.longestWait) {
            return new Verdict.Pending("stands too long, waits for it to leave", stand.detail(now));
        }
        stand.flagged = true;
        return judge(stand, track, scene);
    }

    // Whether traffic has held it for a while, from the beginning or once more.
    private boolean queues(Stand stand, Track track, SceneView scene) {
        double now = track.time();
        double since = Double.isNaN(stand.heldSince) ? now : stand.heldSince;
        boolean mayQueue = stand.queued || since - Math.max(stand.start, stand.noticed) <= JOINS_QUEUE;
        stand.heldSince = mayQueue && queue.holds(track, stand.place(), scene) ? since : Double.NaN;
        return now - stand.heldSince >= HELD;
    }

    private Verdict close(Stand stand, Track track, SceneView scene) {
        stand.close();
        if (stand.flagged) {
            return Verdict.Clear.idle("left");
        }
        double allowed = allowed(stand.zone);
        if (stand.dwell() < allowed) {
            return Verdict.Clear.of(
                    stand.queued ? "stood in a queue" : "stood no longer than allowed", stand.detail(stand.lastStill));
        }
        if (stand.dwell() < allowed + DWELL_ERROR) {
            return new Verdict.Undetermined("stood hardly longer than allowed", stand.detail(stand.lastStill));
        }
        return judge(stand, track, scene);
    }

    private Verdict judge(Stand stand, Track track, SceneView scene) {
        double decisive = stand.start + allowed(stand.zone);
        String detail = stand.detail(stand.lastStill);
        LocalDateTime wall = scene.wallTime(decisive);
        boolean limited = stand.zone.hours() != null || !stand.zone.days().isEmpty();
        if (limited && wall == null) {
            return new Verdict.Undetermined("wall time unknown, the zone has hours", detail);
        }
        if (limited && wall != null && !applies(stand.zone, wall)) {
            return Verdict.Clear.of("outside the zone's hours", detail);
        }
        if (stand.queued && stand.start - stand.began() > QUEUED) {
            return new Verdict.Undetermined("stood in a queue at first, since when by itself is open", detail);
        }
        if (!stand.arrived && Double.isNaN(stand.lastEmpty)) {
            return new Verdict.Undetermined("not seen to arrive, since when it stands is open", detail);
        }
        Point centre = stand.place().centre();
        double inset = stand.zone.area().polygon().inset(centre);
        double error = scene.index().error(centre);
        if (inset < error) {
            return new Verdict.Undetermined("at the zone's edge", detail);
        }
        return new Verdict.Violated(violation(stand, track, scene, decisive, inset / error));
    }

    private Violation violation(Stand stand, Track track, SceneView scene, double decisive, double insetSigmas) {
        double dwell = stand.dwell();
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("dwell", Fact.measured(dwell, "s"));
        facts.put("allowed", Fact.configured(allowed(stand.zone), "s"));
        facts.put("stoodSince", Fact.measured(stand.began(), "s"));
        if (!stand.arrived) {
            facts.put("placeEmptyAt", Fact.measured(stand.lastEmpty, "s"));
        }
        facts.put("shareInZone", Fact.measured(stand.share, "1"));
        facts.put("longestHidden", Fact.measured(stand.longestHidden, "s"));
        if (stand.numbers().size() > 1) {
            String numbers = stand.numbers().stream().map(String::valueOf).collect(Collectors.joining(" "));
            facts.put("tracks", Fact.derived(numbers, null));
        }
        Box box = stand.decisiveBox;
        return new Violation(
                kind,
                track.id(),
                track.objectClass(),
                stand.start,
                decisive,
                stand.lastStill,
                Math.max(scene.time(), decisive),
                box == null ? track.box() : box,
                Map.of("zone", stand.zone.id()),
                facts,
                Rules.certainty(insetSigmas, (dwell - allowed(stand.zone)) + 1.5));
    }

    private double allowed(RoadZone zone) {
        return zone.after() == null ? settings.after : zone.after().toNanos() / 1e9;
    }

    private static boolean applies(RoadZone zone, LocalDateTime wall) {
        Scene.Hours hours = zone.hours();
        LocalTime time = wall.toLocalTime();
        DayOfWeek day = wall.getDayOfWeek();
        boolean inHours = true;
        if (hours != null) {
            boolean after = !time.isBefore(hours.from());
            boolean before = time.isBefore(hours.to());
            boolean wraps = hours.to().isBefore(hours.from());
            inHours = wraps ? after || before : after && before;
            if (wraps && before) {
                day = day.minus(1);
            }
        }
        return inHours && (zone.days().isEmpty() || zone.days().contains(day));
    }

    private static boolean busAtStop(Track track, Stand stand, SceneView scene) {
        return track.objectClass() == ObjectClass.BUS
                && scene.index().zones().stream()
                        .anyMatch(zone ->
                                zone.kind() == ZoneKind.BUS_STOP && zone.area().share(stand.place()) >= INSIDE);
    }
}
