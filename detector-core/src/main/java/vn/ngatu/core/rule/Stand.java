package vn.ngatu.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.SceneIndex.RoadZone;
import vn.ngatu.core.track.Track;

/**
 * One stand: a place in a zone, who stands there and since when. A vehicle that is hidden for long may come back under
 * another number: as two vehicles can't stand in one place, who appears where nobody was seen to leave carries on the stand.
 * Owned by the engine; one thread.
 */
final class Stand {

    // What two views of one standing vehicle have in common: most of the box in the picture or, where something hides
    // part of
    // it, some of the box and much of each footprint.
    private static final double SAME_BOX = 0.5;
    private static final double SAME_PLACE = 0.4;
    private static final double ANOTHER_KIND = 0.75;
    private static final double TOUCHING = 0.15;
    // Seconds unseen after which a place is taken to be without its number.
    private static final double UNSEEN = 1;
    private static final int SETTLED = 100;
    // Seconds unseen after which another may stand here, and within which its own arrival is told well enough.
    private static final double BREAK = 2;
    private static final double SOON = 8;

    final RoadZone zone;
    final double share;
    private final double began;
    private final ObjectClass kind;
    private final List<Integer> numbers = new ArrayList<>();
    private int owner;
    private Footprint place;
    private Box box;
    private final SlotView view = new SlotView();
    private double stillBefore;
    private double resumedAt;
    private boolean takenOver;
    private int seen = 1;
    /** When it was first known to stand. */
    final double noticed;

    double start;
    double lastStill;
    double lastSeen;
    double longestHidden;
    boolean queued;
    /** Since when traffic holds it; NaN while none does. */
    double heldSince = Double.NaN;

    boolean flagged;
    boolean arrived;
    /** When its place was last seen empty, of one who was not seen to arrive; NaN if it was not. */
    double lastEmpty = Double.NaN;
    /** When its vehicle was seen to drive off; NaN while it stands or is hidden. */
    double left = Double.NaN;

    /** Whether it is decided. */
    boolean closed;

    @Nullable Box decisiveBox;

    Stand(Track track, double began, boolean arrived, RoadZone zone, double share, Footprint place) {
        this.began = began;
        this.start = began;
        this.noticed = track.time();
        this.lastStill = track.time();
        this.lastSeen = track.time();
        this.kind = track.objectClass();
        this.arrived = arrived;
        this.zone = zone;
        this.share = share;
        this.place = place;
        this.box = track.box();
        this.owner = track.id();
        numbers.add(owner);
    }

    /** Since when it stands there, whether or not traffic made it. */
    double began() {
        return began;
    }

    /** The numbers that the vehicle had, oldest first. */
    List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /** Whether {@code track} is who stands here now. */
    boolean belongsTo(Track track) {
        return owner == track.id();
    }

    /** Where it stands: the mean of what was seen. */
    Footprint place() {
        return place;
    }

    /** Seconds of standing that count. */
    double dwell() {
        return lastStill - start;
    }

    /** Whether its vehicle was seen to drive off. */
    boolean isLeft() {
        return !Double.isNaN(left);
    }

    /** Whether nobody is seen to stand here though none is known to have taken the vehicle's way. */
    boolean isVacant(double now) {
        return !closed && (isLeft() || now - lastSeen >= UNSEEN);
    }

    /** Takes another look at the vehicle in its place. */
    void stay(Track track, Footprint footprint) {
        if (track.time() - lastStill >= BREAK) {
            resume(track.time());
        }
        seen++;
        Point step = footprint.centre().minus(place.centre()).times(1.0 / Math.min(seen, SETTLED));
        place = moved(place, place.centre().plus(step));
        box = track.box();
        lastStill = track.time();
        view.see(box, track.lowerEdgeHidden());
        takenOver = view.tells(lastStill) && view.another();
    }

    /** Whether its last look shows that another vehicle stands here than before it was hidden. */
    boolean isTakenOver() {
        return takenOver;
    }

    private void resume(double time) {
        if (!view.isBarelySeen()) {
            stillBefore = lastStill;
        }
        resumedAt = time;
        view.resume(time);
    }

    /** Ends this stand for good, where its vehicle was last surely seen. */
    void close() {
        closed = true;
        if (view.isBarelySeen()) {
            lastStill = stillBefore;
        }
    }

    /** Ends this stand where its vehicle was last seen, as another is there since; returns that one's. */
    Stand succeed(Track track) {
        double from = resumedAt;
        Stand next = new Stand(track, from, from - stillBefore <= SOON, zone, share, place);
        lastStill = stillBefore;
        return next;
    }

    /** Whether {@code other}, that nobody saw arrive, is a later view of this vehicle in its place. */
    boolean isContinuedBy(Stand other) {
        if (kind.isTwoWheeler() != other.kind.isTwoWheeler() || !zone.equals(other.zone)) {
            return false;
        }
        double alike = box.iou(other.box);
        // A car where a lorry stood is another vehicle, unless it fills the very same box.
        if ((kind == ObjectClass.CAR) != (other.kind == ObjectClass.CAR) && alike < ANOTHER_KIND) {
            return false;
        }
        return alike >= SAME_BOX
                || alike >= TOUCHING
                        && place.shareInside(other.place.outline()) >= SAME_PLACE
                        && other.place.shareInside(place.outline()) >= SAME_PLACE;
    }

    /** Whether {@code track} fills the same part of the picture as the vehicle that was seen to stand here. */
    boolean looksLike(Track track) {
        return box.iou(track.box()) >= SAME_PLACE;
    }

    /** Hands the stand over to the number that {@code other} was begun with. */
    void carryOn(Stand other) {
        longestHidden = Math.max(longestHidden, Math.max(0, other.began - lastSeen));
        if (other.began - lastStill >= BREAK) {
            resume(other.began);
        }
        other.numbers.stream().filter(number -> !numbers.contains(number)).forEach(numbers::add);
        owner = other.owner;
        place = other.place;
        box = other.box;
        lastStill = Math.max(lastStill, other.lastStill);
        lastSeen = other.lastSeen;
        left = Double.NaN;
    }

    String detail(double until) {
        return String.format(Locale.ROOT, "%s, %.1f s", zone.id(), until - start);
    }

    static Footprint moved(Footprint footprint, Point centre) {
        return new Footprint(
                centre,
                footprint.heading(),
                footprint.length(),
                footprint.width(),
                footprint.sigmaAlong(),
                footprint.sigmaAcross(),
                footprint.sigmaFront());
    }
}
