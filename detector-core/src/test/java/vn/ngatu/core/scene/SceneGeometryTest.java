package vn.ngatu.core.scene;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Segment;

class SceneGeometryTest {

    @Test
    void theProjectionPutsRoadPointsWhereTheCameraSeesThem() {
        Scene scene = scene(new Scene.Calibration(
                List.of(), new Scene.CameraPose(8, Math.toRadians(20), Math.toRadians(1.5), 600)));

        List<?> p = (List<?>) requireNonNull(SceneGeometry.of(scene).get("projection"));

        CameraModel camera = CameraModel.ofPose(8, Math.toRadians(20), Math.toRadians(1.5), 600, 640, 360);
        Point expected = requireNonNull(camera.toImage(new Point(-3, 50), 1.5));
        double w = row(p, 2, -3, 50, 1.5);
        assertThat(640 * row(p, 0, -3, 50, 1.5) / w).isCloseTo(expected.x(), within(0.02));
        assertThat(360 * row(p, 1, -3, 50, 1.5) / w).isCloseTo(expected.y(), within(0.02));
    }

    @Test
    void withoutCalibrationThereIsNoProjectionButWhatWasDrawn() {
        Map<String, @Nullable Object> geometry = SceneGeometry.of(scene(null));

        assertThat(geometry).containsEntry("projection", null);
        assertThat(geometry.get("stopLines"))
                .isEqualTo(List.of(
                        Map.of("id", "S1", "signal", "main", "line", List.of(List.of(0.1, 0.5), List.of(0.9, 0.5)))));
        assertThat(geometry.get("signals"))
                .isEqualTo(List.of(Map.of("id", "main", "heads", List.of(List.of(0.9, 0.05, 0.02, 0.1)))));
    }

    private static double row(List<?> p, int row, double... xyz) {
        double sum = (Double) p.get(4 * row + 3);
        for (int i = 0; i < 3; i++) {
            sum += (Double) p.get(4 * row + i) * xyz[i];
        }
        return sum;
    }

    private static Scene scene(Scene.@Nullable Calibration calibration) {
        Scene.Head head = new Scene.Head(0.9, 0.05, 0.02, 0.1, Scene.Lamps.VERTICAL, List.of(Scene.LampColour.RED));
        return new Scene(
                "s",
                new Scene.ImageSize(640, 360),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                calibration,
                List.of(new Scene.Signal("main", List.of(head))),
                List.of(),
                List.of(new Scene.StopLine(
                        "S1",
                        new Segment(new Point(0.1, 0.5), new Point(0.9, 0.5)),
                        new Segment(new Point(0.5, 0.9), new Point(0.5, 0.1)),
                        "main",
                        Set.of())),
                List.of(),
                List.of(),
                Map.of());
    }
}
