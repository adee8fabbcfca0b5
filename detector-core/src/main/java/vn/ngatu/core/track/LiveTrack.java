package vn.ngatu.core.track;

import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.Footprint;

/** One road user while the tracker follows it: its motion, its class votes and how long it has gone unseen. */
final class LiveTrack {

    final Motion motion;
    final ClassVotes votes;
    final double firstSeen;
    int id;
    double lastSeen;
    double score;
    boolean observed = true;
    boolean lowerEdgeHidden;
    double relinked = Double.NEGATIVE_INFINITY;
    /** The newest box while observed, the predicted one otherwise; valid within one update of the tracker. */
    Box box;
    /** Seconds unseen though nothing was in the way. */
    double missed;
    /** Seconds seen in doubtful boxes only, since the last certain one. */
    double doubted;

    private final Box firstBox;
    private double certainty;

    LiveTrack(Motion motion, Detection detection, BoxEdges seen, double time) {
        this.motion = motion;
        votes = new ClassVotes(detection.objectClass(), detection.score());
        firstSeen = time;
        lastSeen = time;
        score = detection.score();
        certainty = detection.score();
        lowerEdgeHidden = seen.isLoose(BoxEdges.BOTTOM);
        box = motion.box();
        firstBox = box;
    }

    /** Whether this one appeared where {@code other} was last seen, so that it may be the same. */
    boolean bornOn(LiveTrack other) {
        return firstSeen > other.lastSeen && firstBox.iou(other.box) > 0.3;
    }

    /** Whether this one and {@code other} cannot both stand where they are thought to. */
    boolean onSameGround(LiveTrack other) {
        Footprint mine = motion.footprint();
        Footprint theirs = other.motion.footprint();
        if (mine == null || theirs == null) {
            return box.iou(other.box) > 0.75;
        }
        double smaller = Math.min(mine.length() * mine.width(), theirs.length() * theirs.width());
        return mine.outline().intersectionArea(theirs.outline()) > 0.4 * smaller;
    }

    boolean confirmed() {
        return id > 0;
    }

    /** The scores so far, added up: what it takes to be believed. */
    double certainty() {
        return certainty;
    }

    void see(Detection detection, BoxEdges seen, double time) {
        motion.update(seen, detection.box());
        if (votes.add(detection.objectClass(), detection.score())) {
            motion.reclassify(votes.leader());
        }
        lastSeen = time;
        score = detection.score();
        certainty += detection.score();
        observed = true;
        missed = 0;
        lowerEdgeHidden = seen.isLoose(BoxEdges.BOTTOM);
        box = motion.box();
    }

    void miss(double dt, boolean hidden) {
        observed = false;
        score = 0;
        lowerEdgeHidden = true;
        if (!hidden) {
            missed += dt;
        }
    }

    Track snapshot(double time) {
        return new Track(
                id,
                votes.leader(),
                time,
                box,
                score,
                observed,
                firstSeen,
                lastSeen,
                motion.footprint(),
                motion.velocity(),
                lowerEdgeHidden,
                relinked);
    }
}
