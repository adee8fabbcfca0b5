package vn.ngatu.core.pipeline;

import java.util.List;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.track.Track;

/**
 * Whether a camera should be looked at more often, because a road user is about to do what only a dense look can judge: to
 * cross a stop line, to drive over a marking, to overtake where that is prohibited. Pure.
 */
final class Urgency {

    // Seconds before a line is reached, and metres beyond it in which its crossing is completed.
    private static final double AHEAD = 2;
    private static final double BEYOND = 8;
    private static final double BESIDE_LINE = 1.5;
    private static final double BESIDE_MARKING = 1;
    private static final double DRIVING = 1;
    private static final double CLOSE = 15;

    private Urgency() {}

    /** Whether any of {@code tracks} is near something that matters in {@code scene}. */
    static boolean of(List<Track> tracks, SceneIndex scene) {
        for (Track track : tracks) {
            Footprint place = track.footprint();
            Point velocity = track.velocity();
            if (place == null || velocity == null || track.objectClass() == ObjectClass.PEDESTRIAN) {
                continue;
            }
            if (track.speed() >= DRIVING
                    && (nearStopLine(place, velocity, scene)
                            || nearMarking(place, scene)
                            || mayOvertake(track, place, tracks, scene))) {
                return true;
            }
        }
        return false;
    }

    private static boolean nearStopLine(Footprint place, Point velocity, SceneIndex scene) {
        for (SceneIndex.RoadStopLine line : scene.stopLines()) {
            double past = line.past(place.front());
            double closing = velocity.dot(line.heading());
            boolean before = past < 0 && closing > 0 && -past / closing <= AHEAD;
            boolean over = past >= 0 && line.past(place.rear()) <= BEYOND;
            Point meets = place.front().plus(velocity.times(before ? -past / closing : 0));
            if ((before || over) && line.beside(over ? place.centre() : meets) <= BESIDE_LINE) {
                return true;
            }
        }
        return false;
    }

    private static boolean nearMarking(Footprint place, SceneIndex scene) {
        for (SceneIndex.RoadMarking marking : scene.markings()) {
            boolean broken = marking.kind() == Scene.MarkingKind.BROKEN_WHITE
                    || marking.kind() == Scene.MarkingKind.BROKEN_YELLOW;
            for (Segment piece : marking.pieces()) {
                if (!broken && piece.distance(place.centre()) <= place.width() / 2 + BESIDE_MARKING) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mayOvertake(Track track, Footprint place, List<Track> tracks, SceneIndex scene) {
        boolean inside = scene.zones().stream()
                .anyMatch(zone -> zone.kind() == Scene.ZoneKind.NO_OVERTAKING
                        && zone.area().polygon().contains(place.centre()));
        return inside
                && tracks.stream()
                        .anyMatch(other -> other.id() != track.id()
                                && other.footprint() != null
                                && other.speed() >= DRIVING
                                && other.footprint().centre().distance(place.centre()) <= CLOSE);
    }
}
