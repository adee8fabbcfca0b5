package vn.ngatu.api.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.SamplePackages;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelInfo;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.evidence.EvidenceVerifier;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.ViolationKind;

/** A whole engine over made-up cameras, on one of which a car drives against the traffic every ten seconds. */
@ExtendWith(NativeLeakExtension.class)
class EngineTest {

    private static final CameraModel CAMERA = CameraModel.ofPose(8, Math.toRadians(20), 0, 600, 640, 360);
    private static final double SPEED = 7;

    private static Path clip = Path.of("none");
    private static Path small = Path.of("none");

    @TempDir
    Path folder = Path.of("none");

    private final List<ReportedViolation> reported = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeClips(@TempDir Path folder) {
        // What the native libraries allocate at their first use stays, and is no leak.
        SamplePackages.folder();
        clip = TestClips.at(folder.resolve("clip.mp4"))
                .size(640, 360)
                .frames(250, 25)
                .write();
        small = TestClips.at(folder.resolve("small.mp4"))
                .size(320, 180)
                .frames(250, 25)
                .write();
    }

    private static Point image(double x, double y, double z) {
        return requireNonNull(CAMERA.toImage(new Point(x, y), z));
    }

    private static String point(double x, double y) {
        Point seen = image(x, y, 0);
        return String.format(Locale.ROOT, "[%.5f, %.5f]", seen.x() / 640, seen.y() / 360);
    }

    private EngineConfig config(String... cameras) throws Exception {
        String lane = "{id: L1, polygon: [%s, %s, %s, %s], heading: [%s, %s]}"
                .formatted(point(-3, 12), point(3, 12), point(3, 70), point(-3, 70), point(0, 70), point(0, 12));
        Files.writeString(folder.resolve("scene.yaml"), """
                scene: made-up
                image: {width: 640, height: 360}
                timeZone: Asia/Ho_Chi_Minh
                calibration: {camera: {height: 8m, pitch: 20deg, roll: 0deg, focal: 600px}}
                lanes: [%s]
                """.formatted(lane));
        StringBuilder yaml = new StringBuilder("lanes: 1\nmanagement: {port: 0}\ncameras:\n");
        for (String camera : cameras) {
            yaml.append("  - {scene: scene.yaml, ").append(camera).append("}\n");
        }
        return EngineFile.load(Files.writeString(folder.resolve("engine.yaml"), yaml));
    }

    private Engine start(EngineConfig config) throws Exception {
        StreamOpeners openers = (name, stream) -> switch (stream.url()) {
            case "test:clip" -> PacedClip.of(clip);
            case "test:small" -> PacedClip.of(small);
            default ->
                watch -> {
                    throw new MediaException(name + ": refused");
                };
        };
        return Engine.start(config, openers, model -> new DrivingCar(), reported::add);
    }

    /** Finds the car that drives away from the camera, by the number of the clip's frame. */
    private static final class DrivingCar implements Detector {
        @Override
        public ModelInfo model() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public List<Detection> detect(TensorFrame frame) {
            double front = 18 + SPEED * (frame.index() / 25.0 - 0.5);
            double scale = frame.sourceWidth() / 640.0;
            return front > 18 && front < 64
                    ? List.of(new Detection(car(front, scale), 0.9, ObjectClass.CAR))
                    : List.of();
        }

        private static Box car(double front, double scale) {
            double left = Double.POSITIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 8; corner++) {
                Point p = image(
                        (corner & 1) == 0 ? -0.9 : 0.9,
                        (corner & 2) == 0 ? front : front - 4.4,
                        (corner & 4) == 0 ? 0 : 1.5);
                left = Math.min(left, p.x() * scale);
                right = Math.max(right, p.x() * scale);
                top = Math.min(top, p.y() * scale);
                bottom = Math.max(bottom, p.y() * scale);
            }
            return Box.ofCorners(left, top, right, bottom);
        }

        @Override
        public void close() {
            // Holds nothing but the heap.
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private static JsonNode get(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(port, path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> answer(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aViolationIsReportedWithItsEvidenceWhileAnotherCameraCannotBeReached() throws Exception {
        EngineConfig config = config("id: gate, url: 'test:clip'", "id: away, url: 'test:nowhere'");
        try (Engine engine = start(config);
                ManagementServer management = ManagementServer.start(engine, () -> null)) {
            await("the violation", () -> !reported.isEmpty());
            await(
                    "backoff",
                    () -> engine.cameras().get(1).detect().state().name().equals("backoff"));
            JsonNode health = get(management.port(), "/health");
            JsonNode gate = health.path("cameras").path(0);
            JsonNode away = health.path("cameras").path(1);
            assertThat(health.path("status").asText()).isEqualTo("degraded");
            assertThat(gate.path("pictures").asDouble()).isPositive();
            assertThat(gate.path("latencyP95").asDouble()).isPositive();
            assertThat(gate.path("cpuSeconds").path("decode").asDouble()).isPositive();
            assertThat(gate.path("ringSeconds").asDouble()).isPositive();
            assertThat(gate.path("clock").path("source").asText()).isEqualTo("arrival");
            assertThat(away.path("stream").path("reason").asText()).contains("refused");
            assertThat(away.path("blind").has("down")).isTrue();
            JsonNode blind = get(management.port(), "/v1/cameras/away/blind");
            assertThat(blind).isNotEmpty();
            assertThat(blind.path(0).path("cause").asText()).isEqualTo("down");
            assertThat(answer(management.port(), "/v1/cameras/nobody/blind").statusCode())
                    .isEqualTo(404);
            assertThat(answer(management.port(), "/v1/cameras/away/blind?from=yesterday")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(answer(management.port(), "/metrics").body())
                    .containsPattern("ngatu_camera_pictures_total\\{camera=\"gate\"} [1-9]")
                    .contains("ngatu_camera_streaming{camera=\"away\"} 0.0")
                    .contains("ngatu_camera_blind_cause{camera=\"away\",cause=\"down\"} 1.0");
        }
        ReportedViolation first = reported.get(0);
        assertThat(first.violation().kind()).isEqualTo(ViolationKind.WRONG_WAY);
        assertThat(first.clock()).isNotNull();
        assertThat(EvidenceVerifier.verify(config.data().resolve("evidence")).faults())
                .isEmpty();
        assertThat(Files.readAllLines(config.data().resolve("violations.jsonl")))
                .hasSameSizeAs(reported);
    }

    @Test
    void anEndWithOpenEvidenceFinishesOrMarksIt() throws Exception {
        EngineConfig config = config("id: gate, url: 'test:clip'");
        Engine engine = start(config);
        try (engine) {
            await(
                    "a decision",
                    () -> !engine.cameras().get(0).live().stats().violations().isEmpty());
            engine.close();
        }
        List<String> lines = Files.readAllLines(config.data().resolve("violations.jsonl"));
        assertThat(lines).hasSize(1);
        org.junit.jupiter.api.Assumptions.assumeFalse(
                reported.isEmpty(), "this machine was too busy to write the pictures in time; the violation is listed");
        String evidence = requireNonNull(reported.get(0).evidence());
        JsonNode manifest =
                new ObjectMapper().readTree(config.data().resolve(evidence).toFile());
        assertThat(manifest.path("missing").toString()).contains("clip after the act");
        assertThat(EvidenceVerifier.verify(config.data().resolve("evidence")).faults())
                .isEmpty();
    }

    @Test
    void aSmallStreamIsAnalysedAndTheFullOneIsKept() throws Exception {
        EngineConfig config = config("id: gate, url: 'test:clip', detectUrl: 'test:small'");
        try (Engine engine = start(config)) {
            await("the violation", () -> !reported.isEmpty());
            assertThat(engine.health().cameras().get(0).evidence()).isNotNull();
        }
        Path manifest = config.data().resolve(requireNonNull(reported.get(0).evidence()));
        JsonNode still =
                new ObjectMapper().readTree(manifest.toFile()).path("stills").path(0);
        assertThat(vn.ngatu.core.evidence.still.StillPainter.picture(Files.readAllBytes(
                                manifest.resolveSibling(still.path("name").asText() + ".original.jpg")))
                        .width())
                .isEqualTo(640);
        assertThat(EvidenceVerifier.verify(config.data().resolve("evidence")).faults())
                .isEmpty();
    }
}
