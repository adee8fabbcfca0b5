package vn.ngatu.core.evidence;

import vn.ngatu.core.geom.Box;
import vn.ngatu.core.track.Track;

/** How pixels of one picture become pixels of another that shows the same view: a factor across and one down. */
record PixelScale(double x, double y) {

    /** Pixels stay as they are. */
    static final PixelScale NONE = new PixelScale(1, 1);

    Box of(Box box) {
        return equals(NONE) ? box : new Box(box.left() * x, box.top() * y, box.width() * x, box.height() * y);
    }

    Track of(Track track) {
        return equals(NONE)
                ? track
                : new Track(
                        track.id(),
                        track.objectClass(),
                        track.time(),
                        of(track.box()),
                        track.score(),
                        track.observed(),
                        track.firstSeen(),
                        track.lastSeen(),
                        track.footprint(),
                        track.velocity(),
                        track.lowerEdgeHidden(),
                        track.relinked());
    }
}
