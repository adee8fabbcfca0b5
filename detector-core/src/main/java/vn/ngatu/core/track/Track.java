package vn.ngatu.core.track;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

/**
 * What is known of one road user at one analysed frame. Immutable; the tracker makes a new one per frame for each track
 * that is confirmed, also while it coasts unseen.
 *
 * @param id the road user's number, from 1, never used again
 * @param objectClass the class that the frames so far agree on
 * @param time presentation time of the frame, seconds
 * @param box the detection's box, or the predicted one while unseen; source pixels
 * @param score the detection's score; 0 while unseen
 * @param observed whether a detection of this frame belongs to it
 * @param firstSeen presentation time of its first detection
 * @param lastSeen presentation time of its newest detection
 * @param footprint where it stands on the road; null when the scene has no calibration
 * @param velocity metres per second on the road; null when the scene has no calibration
 * @param lowerEdgeHidden whether another road user or the picture's edge hides its wheels, so that the footprint is a guess
 * @param relinked presentation time at which the identity was last re-joined after a break that leaves doubt; negative
 *     infinity if never
 */
public record Track(
        int id,
        ObjectClass objectClass,
        double time,
        Box box,
        double score,
        boolean observed,
        double firstSeen,
        double lastSeen,
        @Nullable Footprint footprint,
        @Nullable Point velocity,
        boolean lowerEdgeHidden,
        double relinked) {

    /** Metres per second on the road; 0 when the scene has no calibration. */
    public double speed() {
        return velocity == null ? 0 : velocity.norm();
    }
}
