package vn.ngatu.core.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.track.Track;

/** On a road that leads away from the camera, with a stop line 30 m from it. */
class UrgencyTest {

    private static final CameraModel CAMERA = CameraModel.ofPose(8, Math.toRadians(20), 0, 600, 640, 360);
    private static final double LINE = 30;

    private static Point drawn(double x, double y) {
        Point image = requireNonNull(CAMERA.toImage(new Point(x, y), 0));
        return new Point(image.x() / 640, image.y() / 360);
    }

    private static SceneIndex scene() {
        Scene.StopLine line = new Scene.StopLine(
                "S1",
                new Segment(drawn(-3, LINE), drawn(3, LINE)),
                new Segment(drawn(0, LINE - 5), drawn(0, LINE + 5)),
                "main",
                Set.of());
        Scene scene = new Scene(
                "s",
                new Scene.ImageSize(640, 360),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                null,
                List.of(),
                List.of(),
                List.of(line),
                List.of(),
                List.of(),
                Map.of());
        return SceneIndex.of(scene, CAMERA, 640, 360);
    }

    private static boolean urgent(ObjectClass who, double x, double front, double speed) {
        Footprint place = new Footprint(new Point(x, front - 2.2), Math.PI / 2, 4.4, 1.8, 0.2, 0.2);
        Track track = new Track(
                1,
                who,
                5,
                new Box(0, 0, 10, 10),
                0.9,
                true,
                0,
                5,
                place,
                new Point(0, speed),
                false,
                Double.NEGATIVE_INFINITY);
        return Urgency.of(List.of(track), scene());
    }

    @Test
    void aVehicleThatReachesTheLineWithinTwoSecondsMatters() {
        assertThat(urgent(ObjectClass.CAR, 0, LINE - 12, 7)).isTrue();
    }

    @Test
    void oneThatIsFartherOrStandsOrDrivesAwayDoesNot() {
        assertThat(urgent(ObjectClass.CAR, 0, LINE - 16, 7)).as("farther").isFalse();
        assertThat(urgent(ObjectClass.CAR, 0, LINE - 1, 0.2)).as("stands").isFalse();
        assertThat(urgent(ObjectClass.CAR, 0, LINE - 2, -7)).as("drives away").isFalse();
    }

    @Test
    void oneThatHasJustCrossedStillMattersAndOneFarBeyondDoesNot() {
        assertThat(urgent(ObjectClass.MOTORCYCLE, 0, LINE + 5, 7)).isTrue();
        assertThat(urgent(ObjectClass.MOTORCYCLE, 0, LINE + 20, 7)).isFalse();
    }

    @Test
    void whoPassesBesideTheLineOrWalksDoesNot() {
        assertThat(urgent(ObjectClass.CAR, 8, LINE - 2, 7)).as("beside").isFalse();
        assertThat(urgent(ObjectClass.PEDESTRIAN, 0, LINE - 2, 1.5)).as("walks").isFalse();
    }

    @Test
    void withoutACalibrationNothingIsKnownToMatter() {
        assertThat(Urgency.of(List.of(), scene())).isFalse();
    }
}
