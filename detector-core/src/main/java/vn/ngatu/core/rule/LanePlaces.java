package vn.ngatu.core.rule;

import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.track.Track;

/** Where everyone of one frame is along and across one lane, worked out once for all pairs. Immutable. */
record LanePlaces(RoadLane lane, List<Place> places) {

    /**
     * One road user.
     *
     * @param front metres of its front along the lane
     * @param rear the same of its rear
     * @param left metres of its centre to the left of the lane's axis
     */
    record Place(Track track, Footprint footprint, double front, double rear, double left) {}

    /** The places of {@code tracks}, in their order; who has none on the road is left out. */
    static LanePlaces of(RoadLane lane, List<Track> tracks, SceneIndex index) {
        Point along = lane.heading().direction();
        Point left = index.leftOf(along);
        Point from = lane.heading().from();
        List<Place> places = new ArrayList<>(tracks.size());
        for (Track track : tracks) {
            Footprint footprint = track.footprint();
            if (footprint != null) {
                places.add(new Place(
                        track,
                        footprint,
                        footprint.front().minus(from).dot(along),
                        footprint.rear().minus(from).dot(along),
                        footprint.centre().minus(from).dot(left)));
            }
        }
        return new LanePlaces(lane, places);
    }

    /** The place of the road user with this number; it must be one of the frame's. */
    Place of(int track) {
        for (Place place : places) {
            if (place.track.id() == track) {
                return place;
            }
        }
        throw new IllegalArgumentException("track: " + track + " (expected: one of this frame's with a footprint)");
    }
}
