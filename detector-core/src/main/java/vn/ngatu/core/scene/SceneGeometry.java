package vn.ngatu.core.scene;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;

/**
 * What was drawn on a camera's picture, as maps and lists: for who shows it over the video or from above, also long after
 * the scene has changed. Picture points are {@code [x, y]} normalised to 0..1 of the picture. Pure.
 */
public final class SceneGeometry {

    // A millionth of the picture: far less than a pixel.
    private static final double PRECISION = 1e6;

    private SceneGeometry() {}

    /**
     * The members {@code projection}, {@code signals}, {@code stopLines}, {@code lanes}, {@code zones} and
     * {@code markings}. {@code projection} is the camera's 3x4 matrix row by row, from road metres {@code (x, y, z, 1)} to
     * the normalised picture; null where the view is not calibrated.
     */
    public static Map<String, @Nullable Object> of(Scene scene) {
        Map<String, @Nullable Object> geometry = new LinkedHashMap<>();
        geometry.put("projection", projection(scene));
        geometry.put(
                "signals", scene.signals().stream().map(SceneGeometry::signal).toList());
        geometry.put(
                "stopLines",
                scene.stopLines().stream()
                        .map(line -> Map.of(
                                "id", line.id(),
                                "signal", line.signal(),
                                "line",
                                        points(List.of(
                                                line.line().from(), line.line().to()))))
                        .toList());
        geometry.put(
                "lanes",
                scene.lanes().stream()
                        .map(lane -> Map.of(
                                "id", lane.id(),
                                "polygon", points(lane.polygon().points()),
                                "heading",
                                        points(List.of(
                                                lane.heading().from(),
                                                lane.heading().to()))))
                        .toList());
        geometry.put(
                "zones",
                scene.zones().stream()
                        .map(zone -> Map.of(
                                "id", zone.id(),
                                "kind", label(zone.kind()),
                                "polygon", points(zone.polygon().points())))
                        .toList());
        geometry.put(
                "markings",
                scene.markings().stream()
                        .map(marking -> Map.of(
                                "id", marking.id(), "kind", label(marking.kind()), "line", points(marking.line())))
                        .toList());
        return geometry;
    }

    private static Map<String, Object> signal(Scene.Signal signal) {
        return Map.of(
                "id",
                signal.id(),
                "heads",
                signal.heads().stream()
                        .map(head -> rounded(head.left(), head.top(), head.width(), head.height()))
                        .toList());
    }

    private static @Nullable List<Double> projection(Scene scene) {
        Scene.ImageSize image = scene.image();
        CalibratedCamera calibrated = Calibrations.of(scene, image.width(), image.height());
        if (calibrated == null) {
            return null;
        }
        CameraModel camera = calibrated.camera().scaled(1.0 / image.width(), 1.0 / image.height());
        return rounded(camera.projection());
    }

    private static List<List<Double>> points(List<Point> points) {
        return points.stream().map(point -> rounded(point.x(), point.y())).toList();
    }

    private static List<Double> rounded(double... values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(Math.rint(value * PRECISION) / PRECISION);
        }
        return list;
    }

    private static String label(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
