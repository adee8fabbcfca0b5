package vn.ngatu.core.evidence;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.evidence.still.StillPainter;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.Recording;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.media.StillDecoder;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.track.Track;

/**
 * Pictures of the moment at which vehicles came to stand in zones where standing is limited, made before the ring forgets it.
 * Parking is decided minutes later. Vehicles that stood already when one picture was made share it. Owned by the camera's
 * analysis; a picture costs decoding of one group of pictures, so at most one is made per {@link #update}.
 */
final class EarlyStills {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyStills.class);
    // Later than most queues at a red light last, and well before the ring forgets.
    private static final double STANDING = 20;
    private static final double SAME_PLACE = 0.6;
    private static final double SHARED_WITHIN = 2;
    private static final int MOST_PICTURES = 32;

    private final Scene scene;
    private final Recording video;
    private final TrackHistory history;
    private final Map<Integer, EarlyStill> stills = new LinkedHashMap<>();
    private final double width;
    private final double height;
    private double nextLook = Double.NEGATIVE_INFINITY;

    EarlyStills(Scene scene, Recording video, PictureSize picture, TrackHistory history) {
        this.scene = scene;
        this.video = video;
        this.history = history;
        this.width = picture.width();
        this.height = picture.height();
    }

    /** A vehicle as it came to stand, and the picture of it. */
    record EarlyStill(Track track, Picture picture) {}

    /** An untouched picture as JPEG; several vehicles may share it. */
    static final class Picture {
        private final double time;
        private final byte[] jpeg;

        Picture(double time, byte[] jpeg) {
            this.time = time;
            this.jpeg = jpeg;
        }

        byte[] jpeg() {
            return jpeg;
        }
    }

    /** The start of the standing of {@code track} near {@code start}; null when it was not kept. */
    @Nullable EarlyStill of(int track, double start) {
        EarlyStill still = stills.get(track);
        return still != null && Math.abs(still.track.time() - start) <= SHARED_WITHIN + 1 ? still : null;
    }

    /** Looks once per second whether somebody has stood long enough for the start to be kept. */
    void update(double time, List<Track> tracks) {
        if (time < nextLook) {
            return;
        }
        nextLook = time + 1;
        stills.keySet().removeIf(track -> history.seenBy(track, time) == null);
        for (Track track : tracks) {
            if (track.objectClass() == ObjectClass.PEDESTRIAN || !standsInZone(track.box())) {
                continue;
            }
            Track onset =
                    history.holdingSince(track.id(), sample -> sample.box().iou(track.box()) >= SAME_PLACE);
            if (onset != null && time - onset.time() >= STANDING && !known(track) && keep(onset)) {
                return;
            }
        }
    }

    // Whoever has a still and has not moved since needs no other, however far the history reaches back.
    private boolean known(Track track) {
        EarlyStill still = stills.get(track.id());
        return still != null && still.track.box().iou(track.box()) >= SAME_PLACE;
    }

    private boolean keep(Track onset) {
        for (EarlyStill other : stills.values()) {
            double shared = other.picture.time;
            if (shared >= onset.time() && shared <= onset.time() + SHARED_WITHIN) {
                List<Track> then = history.of(onset.id(), shared, shared);
                if (!then.isEmpty()) {
                    stills.put(onset.id(), new EarlyStill(then.get(0), other.picture));
                    return false;
                }
            }
        }
        long atNs = Math.round(onset.time() * 1e9);
        try (PacketRing.Snapshot packets = video.snapshot(atNs, atNs, atNs)) {
            long ptsNs = video.exact() ? atNs : StillDecoder.nearest(packets, atNs);
            RgbImage image = StillDecoder.decode(packets, List.of(ptsNs)).get(ptsNs);
            if (image != null) {
                makeRoom();
                stills.put(onset.id(), new EarlyStill(onset, new Picture(onset.time(), StillPainter.jpeg(image))));
            }
        } catch (MediaException e) {
            LOG.warn("early still of track {} at {} s: {}", onset.id(), onset.time(), e.getMessage());
        }
        return true;
    }

    private void makeRoom() {
        Iterator<EarlyStill> oldest = stills.values().iterator();
        long pictures =
                stills.values().stream().map(still -> still.picture).distinct().count();
        if (pictures >= MOST_PICTURES && oldest.hasNext()) {
            Picture gone = oldest.next().picture;
            stills.values().removeIf(still -> still.picture == gone);
        }
    }

    private boolean standsInZone(Box box) {
        for (Scene.Zone zone : scene.zones()) {
            boolean limited = zone.kind() == Scene.ZoneKind.NO_STOPPING || zone.kind() == Scene.ZoneKind.NO_PARKING;
            if (limited && touches(zone, box)) {
                return true;
            }
        }
        return false;
    }

    // Generous: the picture is only kept in case a rule, which knows the footprint, decides later.
    private boolean touches(Scene.Zone zone, Box box) {
        double middle = box.left() + box.width() / 2;
        for (Point point : List.of(
                new Point(box.left(), box.bottom()),
                new Point(middle, box.bottom()),
                new Point(box.right(), box.bottom()),
                new Point(middle, box.top() + 0.75 * box.height()),
                box.centre())) {
            if (zone.polygon().contains(new Point(point.x() / width, point.y() / height))) {
                return true;
            }
        }
        return false;
    }
}
