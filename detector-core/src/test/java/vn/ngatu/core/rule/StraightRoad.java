package vn.ngatu.core.rule;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Dimensions;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.scene.SceneIndex.RoadStopLine;
import vn.ngatu.core.signal.SignalInterval;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.track.Track;

/**
 * A lane that leads straight away from a camera on a six-metre pole, between 6 and 9.5 m to its right, with a stop line 60 m
 * ahead: what the rules' parts are tried on.
 */
final class StraightRoad {

    static final double LANE = 7.75;
    static final double STOP_LINE = 60;
    static final double SIGMA = 0.1;

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final double AHEAD = Math.PI / 2;

    private final CameraModel camera = CameraModel.ofPose(6, Math.toRadians(10), 0, 1250, WIDTH, HEIGHT);
    private final SignalTimeline signals = new SignalTimeline(SignalSource.CONTROLLER);
    private final Map<Integer, Trail> trails = new HashMap<>();
    final SceneIndex index;
    final SceneView view;

    /** A road whose light shows {@code state} for the first hour. */
    StraightRoad(SignalState state) {
        Scene scene = new Scene(
                "straight",
                new Scene.ImageSize(WIDTH, HEIGHT),
                ZoneOffset.UTC,
                null,
                List.of(),
                List.of(new Scene.Lane(
                        "L",
                        new Polygon(List.of(drawn(6, 15), drawn(6, 60), drawn(9.5, 60), drawn(9.5, 15))),
                        new Segment(drawn(LANE, 15), drawn(LANE, 60)),
                        null,
                        null,
                        false)),
                List.of(new Scene.StopLine(
                        "S",
                        new Segment(drawn(6, STOP_LINE), drawn(9.5, STOP_LINE)),
                        new Segment(drawn(LANE, 50), drawn(LANE, 70)),
                        "main",
                        Set.of())),
                List.of(),
                List.of(),
                Map.of());
        index = SceneIndex.of(scene, camera, WIDTH, HEIGHT);
        signals.append(new SignalInterval("main", 0, 3600, state));
        signals.complete();
        view = new SceneView(index, signals, pts -> null, trails, List.of());
    }

    private Point drawn(double x, double y) {
        Point pixel = Objects.requireNonNull(camera.toImage(new Point(x, y), 0));
        return new Point(pixel.x() / WIDTH, pixel.y() / HEIGHT);
    }

    RoadStopLine stopLine() {
        return index.stopLines().get(0);
    }

    /** Everyone of the frame at {@code time}. */
    void see(double time, Track... tracks) {
        for (Track track : tracks) {
            trails.computeIfAbsent(track.id(), id -> new Trail()).add(track);
        }
        view.moveTo(time, List.of(tracks));
    }

    Trail trail(int track) {
        return Objects.requireNonNull(trails.get(track));
    }

    /** A road user that stands with its front at {@code front} metres along the lane and its middle at {@code across}. */
    Track stands(int id, ObjectClass objectClass, double across, double front) {
        double length = size(objectClass).length();
        return at(id, objectClass, 0, new Point(across, front - length / 2), AHEAD, 0, SIGMA, false);
    }

    /** A road user at a moment; {@code heading} is in radians counter-clockwise from the x axis, the lane's is a quarter turn. */
    Track at(
            int id,
            ObjectClass objectClass,
            double time,
            Point centre,
            double heading,
            double speed,
            double sigma,
            boolean hidden) {
        Dimensions size = size(objectClass);
        return new Track(
                id,
                objectClass,
                time,
                index.view(centre, heading, size),
                0.9,
                true,
                0,
                time,
                new Footprint(centre, heading, size.length(), size.width(), sigma, sigma),
                Point.ofAngle(heading).times(speed),
                hidden,
                Double.NEGATIVE_INFINITY);
    }

    private static Dimensions size(ObjectClass objectClass) {
        return switch (objectClass) {
            case TRUCK, BUS -> new Dimensions(9, 2.4, 3.2);
            case CAR -> new Dimensions(4.5, 1.8, 1.5);
            default -> new Dimensions(1.9, 0.7, 1.6);
        };
    }
}
