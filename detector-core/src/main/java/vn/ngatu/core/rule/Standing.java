package vn.ngatu.core.rule;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.Scene.ZoneKind;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.scene.SceneIndex.RoadZone;
import vn.ngatu.core.signal.SignalState;
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
    private static final double LEFT = 4;
    private static final double LEFT_HIDDEN = 12;
    private static final double DRIVES = 1.5;
    private static final double STANDS = 1;
    private static final double TOUCHES = 0.15;
    // A queue that reaches a vehicle which has stood freely for longer than this does not excuse it any more.
    private static final double JOINS_QUEUE = 5;
    // More than half of the lane this far before and behind it is taken by standing vehicles.
    private static final double JAM_REACH = 25;

    private final ViolationKind kind;
    private final ZoneKind zoneKind;
    private final Settings settings;

    Standing(ViolationKind kind, ZoneKind zoneKind, Settings settings) {
        this.kind = kind;
        this.zoneKind = zoneKind;
        this.settings = settings;
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

    /** What is remembered of one vehicle: the stand it is in, if any. */
    static final class State {
        private @Nullable Stand stand;
    }

    /** One stand. */
    private static final class Stand {
        private final double began;
        private final RoadZone zone;
        private final double share;
        private Footprint place;
        private int seen = 1;
        private double start;
        private double lastStill;
        private double lastSeen;
        private double longestHidden;
        private boolean queued;
        private boolean flagged;
        private boolean arrived = true;
        private @Nullable Box decisiveBox;

        Stand(double began, double now, RoadZone zone, double share, Footprint place) {
            this.began = began;
            this.start = began;
            this.lastStill = now;
            this.lastSeen = now;
            this.zone = zone;
            this.share = share;
            this.place = place;
        }
    }

    Verdict step(State state, Track track, SceneView scene) {
        Footprint footprint = track.footprint();
        if (footprint == null || !scene.index().calibrated()) {
            return new Verdict.Undetermined("no calibration", "");
        }
        Stand stand = state.stand;
        if (stand == null) {
            stand = begin(track, footprint, scene);
            state.stand = stand;
            if (stand == null) {
                return Verdict.Clear.idle("does not stand in such a zone");
            }
        }
        if (track.observed() && hasLeft(stand, track, footprint, scene)) {
            state.stand = null;
            return close(stand, track, scene);
        }
        return watch(stand, track, footprint, scene);
    }

    Verdict end(State state, Track last, SceneView scene) {
        Stand stand = state.stand;
        return stand == null ? Verdict.Clear.idle("gone") : close(stand, last, scene);
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
        Footprint standsOn = moved(footprint, place);
        for (RoadZone zone : scene.index().zones()) {
            double share = zone.kind() == zoneKind ? zone.area().share(standsOn) : 0;
            if (share >= INSIDE) {
                Stand stand = new Stand(backtrack(all, place, drift(footprint)), now, zone, share, standsOn);
                stand.arrived = arrived(track, all.get(0), place, scene);
                return stand;
            }
        }
        return null;
    }

    // Whether it was seen to drive to its place, or stood there when watching began; else it may have stood for longer,
    // or
    // be the same as one already counted.
    private static boolean arrived(Track track, Track first, Point place, SceneView scene) {
        Footprint then = first.footprint();
        boolean appeared = then != null && then.centre().distance(place) < LEFT;
        return !appeared || track.firstSeen() - scene.firstTime() < WINDOW;
    }

    // The earliest moment since which the vehicle has not been away from its place.
    private static double backtrack(List<Track> all, Point place, double drift) {
        double since = all.get(all.size() - 1).time();
        for (int i = all.size() - 1; i >= 0; i--) {
            Footprint then = all.get(i).footprint();
            if (then == null || then.centre().distance(place) > drift) {
                break;
            }
            since = all.get(i).time();
        }
        return since;
    }

    private boolean hasLeft(Stand stand, Track track, Footprint footprint, SceneView scene) {
        double now = track.time();
        stand.longestHidden = Math.max(stand.longestHidden, now - stand.lastSeen);
        stand.lastSeen = now;
        Point mean = scene.trail(track.id()).meanCentre(now - 1, now);
        double away = mean == null ? 0 : mean.distance(stand.place.centre());
        double drift = drift(footprint);
        if (away <= drift) {
            // The place is the mean of what was seen while it stood: it settles.
            stand.seen++;
            Point centre = stand.place
                    .centre()
                    .plus(footprint.centre().minus(stand.place.centre()).times(1.0 / Math.min(stand.seen, 100)));
            stand.place = moved(stand.place, centre);
            stand.lastStill = now;
            return false;
        }
        boolean hidden = track.lowerEdgeHidden();
        if (away > (hidden ? LEFT_HIDDEN : LEFT)) {
            return true;
        }
        return !hidden && track.speed() > DRIVES && now - stand.lastStill > 1;
    }

    private double drift(Footprint footprint) {
        return Math.min(WIDEST_DRIFT, Math.max(settings.drift, 2 * footprint.sigmaAlong()));
    }

    private Verdict watch(Stand stand, Track track, Footprint footprint, SceneView scene) {
        double now = track.time();
        if (busAtStop(track, stand, scene)) {
            stand.start = now;
            return Verdict.Clear.of("bus at its stop", stand.zone.id());
        }
        if (now - stand.start <= JOINS_QUEUE && queues(track, stand.place, scene)) {
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
            return new Verdict.Pending("stands in the zone, not yet too long", detail(stand, now));
        }
        if (stand.decisiveBox == null) {
            stand.decisiveBox = track.box();
        }
        if (dwell < allowed + settings.longestWait) {
            return new Verdict.Pending("stands too long, waits for it to leave", detail(stand, now));
        }
        stand.flagged = true;
        return judge(stand, track, scene);
    }

    private Verdict close(Stand stand, Track track, SceneView scene) {
        if (stand.flagged) {
            return Verdict.Clear.idle("left");
        }
        if (stand.lastStill - stand.start < allowed(stand.zone)) {
            return Verdict.Clear.of(
                    stand.queued ? "stood in a queue" : "stood no longer than allowed", detail(stand, stand.lastStill));
        }
        return judge(stand, track, scene);
    }

    private Verdict judge(Stand stand, Track track, SceneView scene) {
        double allowed = allowed(stand.zone);
        double decisive = stand.start + allowed;
        String detail = detail(stand, stand.lastStill);
        LocalDateTime wall = scene.wallTime(decisive);
        boolean limited = stand.zone.hours() != null || !stand.zone.days().isEmpty();
        if (limited && wall == null) {
            return new Verdict.Undetermined("wall time unknown, the zone has hours", detail);
        }
        if (limited && wall != null && !applies(stand.zone, wall)) {
            return Verdict.Clear.of("outside the zone's hours", detail);
        }
        if (!stand.arrived) {
            return new Verdict.Undetermined("not seen to arrive, since when it stands is open", detail);
        }
        double inset = stand.zone.area().polygon().inset(stand.place.centre());
        double error = scene.index().error(stand.place.centre());
        if (inset < error) {
            return new Verdict.Undetermined("at the zone's edge", detail);
        }
        return new Verdict.Violated(violation(stand, track, decisive, inset / error));
    }

    private Violation violation(Stand stand, Track track, double decisive, double insetSigmas) {
        double dwell = stand.lastStill - stand.start;
        Map<String, Fact> facts = new LinkedHashMap<>();
        facts.put("dwell", Fact.measured(dwell, "s"));
        facts.put("allowed", Fact.configured(allowed(stand.zone), "s"));
        facts.put("stoodSince", Fact.measured(stand.began, "s"));
        facts.put("shareInZone", Fact.measured(stand.share, "1"));
        facts.put("longestHidden", Fact.measured(stand.longestHidden, "s"));
        Box box = stand.decisiveBox;
        return new Violation(
                kind,
                track.id(),
                track.objectClass(),
                stand.start,
                decisive,
                stand.lastStill,
                Math.max(track.time(), decisive),
                box == null ? track.box() : box,
                Map.of("zone", stand.zone.id()),
                facts,
                Rules.certainty(insetSigmas, (dwell - allowed(stand.zone)) + 1.5));
    }

    private double allowed(RoadZone zone) {
        return zone.after() == null ? settings.after : zone.after().toNanos() / 1e9;
    }

    private static String detail(Stand stand, double until) {
        return String.format(Locale.ROOT, "%s, %.1f s", stand.zone.id(), until - stand.start);
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
                                zone.kind() == ZoneKind.BUS_STOP && zone.area().share(stand.place) >= INSIDE);
    }

    // Whether traffic makes it stand: a standing vehicle close ahead, a stop line that is not green, or a jam around
    // it.
    private boolean queues(Track track, Footprint place, SceneView scene) {
        for (RoadLane lane : scene.index().lanes()) {
            double share = lane.area().share(place);
            if (share >= TOUCHES && queuesIn(lane, share, track, place, scene)) {
                return true;
            }
        }
        return false;
    }

    private boolean queuesIn(RoadLane lane, double share, Track track, Footprint place, SceneView scene) {
        double front = lane.heading().along(place.front());
        double across = lane.heading().signedDistance(place.centre());
        double jammed = 0;
        for (Track other : scene.tracks()) {
            Footprint ahead = other.footprint();
            if (other.id() == track.id()
                    || ahead == null
                    || other.speed() > STANDS
                    || other.objectClass() == ObjectClass.PEDESTRIAN
                    || lane.area().share(ahead) < TOUCHES) {
                continue;
            }
            double gap = lane.heading().along(ahead.rear()) - front;
            double beside = Math.abs(lane.heading().signedDistance(ahead.centre()) - across);
            boolean inPath = beside < (ahead.width() + place.width()) / 2;
            if (inPath && gap > -1 && gap < settings.leaderGap) {
                return true;
            }
            if (Math.abs(gap) < JAM_REACH) {
                jammed += ahead.length() + 2;
            }
        }
        return jammed > JAM_REACH || share >= INSIDE && waitsAtSignal(lane, front, scene);
    }

    private boolean waitsAtSignal(RoadLane lane, double front, SceneView scene) {
        double toLine = lane.stopLine() - front;
        if (!(toLine < settings.leaderGap) || toLine < -settings.leaderGap) {
            return false;
        }
        for (RoadStopLine line : scene.index().stopLines()) {
            if (line.heading().dot(lane.heading().direction()) > 0.7
                    && scene.signals().at(line.signal(), scene.time()) != SignalState.GREEN) {
                return true;
            }
        }
        return false;
    }

    private static Footprint moved(Footprint footprint, Point centre) {
        return new Footprint(
                centre,
                footprint.heading(),
                footprint.length(),
                footprint.width(),
                footprint.sigmaAlong(),
                footprint.sigmaAcross());
    }
}
