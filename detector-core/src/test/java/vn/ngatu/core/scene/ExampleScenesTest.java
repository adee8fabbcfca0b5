package vn.ngatu.core.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.ngatu.core.geom.Point;

class ExampleScenesTest {

    static List<Path> examples() throws IOException {
        Path folder = Path.of(System.getProperty("ngatu.home"), "violation-api", "examples", "scenes");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleLoadsAndPutsItsLanesOnTheRoad(Path file) throws Exception {
        Scene scene = SceneFile.load(file);
        CalibratedCamera calibrated =
                Calibrations.of(scene, scene.image().width(), scene.image().height());
        assertThat(calibrated).isNotNull();
        assertThat(calibrated.residuals()).noneMatch(CalibratedCamera.Residual::rejected);
        assertThat(scene.lanes()).isNotEmpty();
        for (Scene.Lane lane : scene.lanes()) {
            for (Point corner : lane.polygon().points()) {
                Point pixel = new Point(
                        corner.x() * scene.image().width(),
                        corner.y() * scene.image().height());
                assertThat(calibrated.camera().toGround(pixel))
                        .as("%s: %s", lane.id(), corner)
                        .isNotNull()
                        .satisfies(ground ->
                                assertThat(ground.distance(calibrated.foot())).isLessThan(200));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void halfTheResolutionSeesTheSameRoad(Path file) throws Exception {
        Scene scene = SceneFile.load(file);
        CalibratedCamera full =
                Calibrations.of(scene, scene.image().width(), scene.image().height());
        CalibratedCamera half =
                Calibrations.of(scene, scene.image().width() / 2, scene.image().height() / 2);
        assertThat(full).isNotNull();
        assertThat(half).isNotNull();
        assertThat(half.warnings()).isEqualTo(full.warnings());
        Point low = new Point(scene.image().width() * 0.5, scene.image().height() * 0.9);
        Point there = full.camera().toGround(low);
        assertThat(half.camera().toGround(low.times(0.5)))
                .isNotNull()
                .satisfies(ground -> assertThat(ground.distance(java.util.Objects.requireNonNull(there)))
                        .isLessThan(1e-9));
    }
}
