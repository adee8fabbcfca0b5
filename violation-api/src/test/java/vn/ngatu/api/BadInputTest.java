package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's mistake gets one clear line and exit code 1 or 2, leaves nothing half-written and shows no stack trace. */
@SuppressWarnings("NullAway") // JUnit sets the folder before anything reads it
class BadInputTest {

    @TempDir
    static Path folder;

    private static RedLightFiles files;
    private Path out = folder;

    @BeforeAll
    static void makeFiles() throws IOException {
        files = new RedLightFiles(folder);
    }

    @BeforeEach
    void nameOutput(TestInfo info) {
        out = folder.resolve("out-" + info.getDisplayName().hashCode());
    }

    static Stream<Arguments> videos() throws IOException {
        byte[] whole = Files.readAllBytes(new RedLightFiles(Files.createTempDirectory(folder, "clip")).clip);
        Path text = Files.writeString(folder.resolve("text.mp4"), "not a video\n".repeat(50));
        Path empty = Files.write(folder.resolve("empty.mp4"), new byte[0]);
        Path truncated = Files.write(folder.resolve("truncated.mp4"), Arrays.copyOf(whole, whole.length / 2));
        return Stream.of(
                arguments("a missing file", folder.resolve("missing.mp4"), "no such file"),
                arguments("a text file", text, "text file"),
                arguments("an empty file", empty, "empty file"),
                arguments("a truncated MP4", truncated, "cut off"),
                arguments("a folder", folder, "directory"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("videos")
    void aVideoThatIsNone(String name, Path video, String told) {
        expectFault(CommandLineRun.of("analyze", "--scene", files.scene, "--video", video, "--out", out), 1, told);
        expectFault(CommandLineRun.of("detect", "--video", video, "--out", out), 1, told);
    }

    static Stream<Arguments> scenes() throws IOException {
        String good = Files.readString(files.scene);
        String points = """
                calibration:
                  points:
                    - {image: [0.1, 0.9], ground: [0, 0]}
                    - {image: [0.2, 0.8], ground: [1, 1]}
                    - {image: [0.3, 0.7], ground: [2, 2]}
                    - {image: [0.9, 0.9], ground: [5, 0]}
                """;
        String camera = "calibration:\n  camera: {height: 8m, pitch: 20deg, roll: 0deg, focal: 600px}\n";
        return Stream.of(
                arguments("an unknown key", good + "stopLine: []\n", "stopLine"),
                arguments("a wrong unit", good.replace("8m", "8kg"), "8kg"),
                arguments("a missing unit", good.replace("20deg", "20"), "pitch"),
                arguments("three points on a line", good.replace(camera, points), "calibration.points"),
                arguments("an unknown signal", good.replace("signal: main", "signal: side"), "side"),
                arguments(
                        "a polygon that crosses itself",
                        good
                                + "zones:\n  - {id: Z, kind: no-stopping, polygon: [[0.1,0.1],[0.9,0.9],[0.9,0.1],[0.1,0.9]]}\n",
                        "zones[0].polygon"),
                arguments("no YAML", "scene: [", "YAML"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void aSceneThatIsNone(String name, String text, String told) throws IOException {
        Path scene = Files.writeString(folder.resolve("bad.yaml"), text);
        expectFault(
                CommandLineRun.of("analyze", "--scene", scene, "--detections", files.detections, "--out", out),
                2,
                told);
        CommandLineRun check = CommandLineRun.of("config", "check", scene);
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.out()).contains(told);
    }

    @Test
    void everyFaultOfASceneIsToldAtOnce() throws IOException {
        Path scene = Files.writeString(
                folder.resolve("two.yaml"),
                Files.readString(files.scene).replace("8m", "8").replace("Asia/Ho_Chi_Minh", "Mars/Base"));

        CommandLineRun run = CommandLineRun.of("config", "check", scene);

        assertThat(run.out()).contains("Mars/Base", "height");
        assertThat(run.out()).contains("faults: 2");
    }

    @Test
    void aBadRowOfDetectionsIsNamedByLineAndColumn() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(files.detections));
        lines.set(4, lines.get(4).replace("car", "tram"));
        Path detections = Files.write(folder.resolve("bad-row.csv"), lines);

        expectFault(
                CommandLineRun.of("analyze", "--scene", files.scene, "--detections", detections, "--out", out),
                2,
                ":5");
        expectFault(
                CommandLineRun.of("analyze", "--scene", files.scene, "--detections", detections, "--out", out),
                2,
                "class");
    }

    @Test
    void aModelThatDoesNotExistIsNamed() {
        CommandLineRun run = CommandLineRun.of(
                "analyze", "--scene", files.scene, "--video", files.clip, "--model", "nothing", "--out", out);
        expectFault(run, 2, "nothing");
    }

    @Test
    void aModelWhoseWeightsWereChangedIsRefused() throws IOException {
        Path seed = Path.of(System.getProperty("ngatu.home"), "models", "seed-detector");
        Path model = Files.createDirectory(folder.resolve("changed-model"));
        try (Stream<Path> all = Files.list(seed)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.copy(file, model.resolve(file.getFileName()));
            }
        }
        Path weights = model.resolve("seed-detector.pt");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);

        expectFault(
                CommandLineRun.of(
                        "analyze", "--scene", files.scene, "--video", files.clip, "--model", model, "--out", out),
                2,
                "sha256");
    }

    @Test
    void anOutputThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "mine");
        for (Path path : List.of(file, file.resolve("below"))) {
            CommandLineRun run = CommandLineRun.of(
                    "analyze", "--scene", files.scene, "--detections", files.detections, "--out", path);
            assertThat(run.code()).isIn(1, 2);
            assertThat(run.faults()).hasSize(1).first().asString().containsOnlyOnce("--out: " + path);
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFullDiskEndsTheRunWithOneLine() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "/dev/full is missing: not a Linux machine");

        CommandLineRun run = CommandLineRun.of("detect", "--video", files.clip, "--out", full.resolve("x.csv"));

        assertThat(run.code()).isIn(1, 2);
        assertThat(run.faults()).hasSize(1);
    }

    @Test
    void aMissingArgumentIsNamed() {
        expectFault(CommandLineRun.of("analyze", "--video", files.clip, "--out", out), 2, "--scene");
        expectFault(CommandLineRun.of("analyze", "--scene", files.scene, "--out", out), 2, "--video");
        expectFault(CommandLineRun.of("analyse"), 2, "analyse");
    }

    @Test
    void aRateThatIsNoneIsNamed() {
        expectFault(
                CommandLineRun.of("analyze", "--scene", files.scene, "--video", files.clip, "--fps", "0", "--out", out),
                2,
                "--fps: 0");
    }

    private void expectFault(CommandLineRun run, int code, String told) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.faults()).isNotEmpty().anyMatch(line -> line.contains(told));
        assertThat(run.err()).doesNotContain("\tat ");
        if (Files.isDirectory(out)) {
            assertThat(out).isEmptyDirectory();
        }
    }
}
