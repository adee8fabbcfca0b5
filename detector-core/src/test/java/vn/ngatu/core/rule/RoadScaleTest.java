package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.CuboidOutline;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.CalibratedCamera;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.track.Track;

/** What cars on a road tell of a calibration: of a camera on an eight-metre pole that looks 15 degrees down. */
class RoadScaleTest {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final double POLE = 8;
    private static final double PITCH = Math.toRadians(15);
    private static final double FOCAL = 1300;
    private static final CameraModel TRUE = CameraModel.ofPose(POLE, PITCH, 0, FOCAL, WIDTH, HEIGHT);
    private static final Point NEAR = new Point(3, 20);
    private static final Point FAR = new Point(3, 50);

    @Test
    void metresAreMendedWhereThePitchIsOff() {
        for (double off : new double[] {-1, 2}) {
            Road road = new Road(PITCH + Math.toRadians(off), POLE);
            road.drive(20, 1);

            assertThat(Math.abs(road.calibrated() - 30)).isGreaterThan(3);
            assertThat(Math.toDegrees(road.scale.pitch())).isCloseTo(-off, within(0.4));
            assertThat(road.mended()).isCloseTo(30, within(2.0));
        }
    }

    @Test
    void metresAreMendedWhereTheHeightIsOff() {
        for (double factor : new double[] {0.8, 1.2}) {
            Road road = new Road(PITCH, factor * POLE);
            road.drive(20, 1);

            assertThat(road.calibrated()).isCloseTo(30 * factor, within(0.5));
            assertThat(road.mended()).isCloseTo(30, within(2.0));
        }
    }

    @Test
    void aGoodCalibrationIsLeftAlone() {
        Road road = new Road(PITCH + Math.toRadians(0.3), 1.03 * POLE);
        road.drive(20, 1);

        assertThat(road.mended()).isEqualTo(road.calibrated());
        assertThat(road.scale.pitch()).isZero();
        assertThat(road.scale.height()).isEqualTo(1);
    }

    @Test
    void aFewCarsTellNothing() {
        Road road = new Road(PITCH, 0.8 * POLE);
        road.drive(5, 1);

        assertThat(road.mended()).isEqualTo(road.calibrated());
    }

    @Test
    void carsThatStandTellNothing() {
        Road road = new Road(PITCH, 0.8 * POLE);
        road.drive(20, 0);

        assertThat(road.mended()).isEqualTo(road.calibrated());
    }

    @Test
    void carsThatHideEachOtherTellNothing() {
        Road road = new Road(PITCH, 0.8 * POLE);
        road.beside = 1;
        road.drive(20, 1);

        assertThat(road.mended()).isEqualTo(road.calibrated());
    }

    @Test
    void withoutAPoseNothingIsMended() {
        Scene scene = scene();
        RoadScale scale = new RoadScale(SceneIndex.of(scene, TRUE, WIDTH, HEIGHT));
        scale.see(0, List.of());

        assertThat(scale.metres(NEAR, FAR)).isEqualTo(30);
    }

    private static Scene scene() {
        return new Scene(
                "road",
                new Scene.ImageSize(WIDTH, HEIGHT),
                ZoneOffset.UTC,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    /** The road as a calibration with the given pitch and height sees it. */
    private static final class Road {
        private final CameraModel camera;
        private final SceneIndex index;
        final RoadScale scale;
        double beside = 5;

        Road(double pitch, double height) {
            camera = CameraModel.ofPose(height, pitch, 0, FOCAL, WIDTH, HEIGHT);
            CalibratedCamera calibrated = new CalibratedCamera(
                    camera,
                    new Scene.CameraPose(height, pitch, 0, FOCAL),
                    new Point(0, 0),
                    Math.PI / 2,
                    List.of(),
                    List.of(),
                    List.of());
            index = SceneIndex.seenBy(scene(), calibrated, WIDTH, HEIGHT);
            scale = new RoadScale(index);
        }

        // So many pairs of cars one after the other, of sizes around the usual one, at 8 m/s or standing.
        void drive(int cars, double share) {
            double time = 0;
            for (int car = 0; car < cars; car += 2) {
                for (int step = 0; step < 12; step++) {
                    double y = 15 + 8 * 0.5 * step;
                    List<Track> tracks = new ArrayList<>();
                    tracks.add(track(car + 1, time, new Point(1, y), 0.95 + 0.01 * (car % 10), share * 8));
                    tracks.add(track(car + 2, time, new Point(1 + beside, y), 1.05 - 0.01 * (car % 10), share * 8));
                    scale.see(time, car + 1 < cars ? tracks : tracks.subList(0, 1));
                    time += 0.5;
                }
            }
            scale.see(time + 10, List.of());
        }

        private Track track(int id, double time, Point truth, double size, double speed) {
            Point here = placed(truth);
            Point ahead = placed(truth.plus(new Point(0, 2)));
            return new Track(
                    id,
                    ObjectClass.CAR,
                    time,
                    box(truth, size),
                    0.9,
                    true,
                    0,
                    time,
                    new Footprint(here, ahead.minus(here).angle(), 4.5, 1.8, 0.1, 0.1),
                    new Point(0, speed),
                    false,
                    Double.NEGATIVE_INFINITY);
        }

        // A car with a bonnet: what is seen of its far end is not as high as its roof.
        private static Box box(Point at, double size) {
            CuboidOutline outline = new CuboidOutline(TRUE);
            outline.project(at.x(), at.y(), Math.PI / 2, 4.6 * size, 1.8 * size, size);
            Box body = outline.box();
            outline.project(at.x(), at.y() - 0.5, Math.PI / 2, 2.6 * size, 1.5 * size, 1.6 * size);
            Box cabin = outline.box();
            return Box.ofCorners(
                    Math.min(body.left(), cabin.left()),
                    Math.min(body.top(), cabin.top()),
                    Math.max(body.right(), cabin.right()),
                    Math.max(body.bottom(), cabin.bottom()));
        }

        private Point placed(Point truth) {
            return Objects.requireNonNull(camera.toGround(Objects.requireNonNull(TRUE.toImage(truth, 0))));
        }

        double calibrated() {
            return placed(NEAR).distance(placed(FAR));
        }

        double mended() {
            return scale.metres(placed(NEAR), placed(FAR));
        }
    }
}
