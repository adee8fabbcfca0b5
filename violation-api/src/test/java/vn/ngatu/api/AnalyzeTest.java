package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from the command line to the files that it leaves. */
@SuppressWarnings("NullAway") // JUnit sets the folder before anything reads it
class AnalyzeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RedLightFiles files;

    @BeforeAll
    static void makeFiles() throws IOException {
        files = new RedLightFiles(folder);
    }

    @Test
    void aCarOverTheLineInRedIsFlaggedWithEvidenceThatVerifies() throws IOException {
        Path out = folder.resolve("flagged");

        CommandLineRun run = analyze(out);

        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(out.resolve("violations.jsonl"));
        assertThat(lines).hasSize(1);
        JsonNode violation = JSON.readTree(lines.get(0));
        assertThat(violation.path("kind").asText()).isEqualTo("red-light");
        assertThat(violation.path("decisive").asDouble()).isCloseTo(RedLightFiles.CROSSING, within(0.15));
        assertThat(violation.path("facts").path("timeIntoRed").path("value").asDouble())
                .isCloseTo(2, within(0.15));
        Path manifest = out.resolve(violation.path("evidence").asText());
        assertThat(manifest).exists();
        try (Stream<Path> inside = Files.list(manifest.getParent())) {
            assertThat(inside.map(file -> file.getFileName().toString()))
                    .contains("a-before.jpg", "b-decisive.jpg", "c-after.jpg", "clip.mp4", "signals.csv", "track.csv");
        }
        assertThat(CommandLineRun.of("verify", out.resolve("evidence")).code()).isZero();
        assertThat(CommandLineRun.of("verify", manifest.getParent()).code()).isZero();
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        analyze(first);
        analyze(second);

        for (String name : List.of("violations.jsonl", "tracks.csv")) {
            assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
        }
        assertThat(Files.size(first.resolve("violations.jsonl"))).isPositive();
    }

    @Test
    void aChangedByteOfTheClipIsFound() throws IOException {
        Path out = folder.resolve("changed");
        analyze(out);
        Path clip;
        try (Stream<Path> all = Files.walk(out)) {
            clip = all.filter(file -> file.endsWith("clip.mp4")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(clip);
        bytes[bytes.length / 2] ^= 1;
        Files.write(clip, bytes);

        CommandLineRun run = CommandLineRun.of("verify", out.resolve("evidence"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("clip.mp4");
    }

    @Test
    void onGreenNobodyIsFlaggedAndTheExplanationSaysWhy() throws IOException {
        Path green = Files.writeString(
                folder.resolve("green.csv"), "start,end,signal,state\n0,1,main,RED\n1,10,main,GREEN\n");
        Path out = folder.resolve("green");

        CommandLineRun run = CommandLineRun.of(
                "analyze",
                "--scene",
                files.scene,
                "--detections",
                files.detections,
                "--signals",
                green,
                "--explain",
                "--out",
                out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(out.resolve("violations.jsonl")).isEmptyFile();
        assertThat(out.resolve("explain.jsonl")).content().contains("\"rule\":\"red-light\"", "\"verdict\":\"clear\"");
    }

    @Test
    void withoutSignalStatesNobodyIsFlagged() throws IOException {
        Path out = folder.resolve("unknown");

        CommandLineRun run = CommandLineRun.of(
                "analyze", "--scene", files.scene, "--detections", files.detections, "--explain", "--out", out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(out.resolve("violations.jsonl")).isEmptyFile();
        assertThat(out.resolve("explain.jsonl")).content().contains("\"verdict\":\"undetermined\"");
    }

    @Test
    void withoutAVideoTheViolationIsTheSameButHasNoPictures() throws IOException {
        Path out = folder.resolve("tables");

        CommandLineRun run = CommandLineRun.of(
                "analyze",
                "--scene",
                files.scene,
                "--detections",
                files.detections,
                "--signals",
                files.signals,
                "--out",
                out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out.resolve("violations.jsonl"))).hasSize(1);
        try (Stream<Path> all = Files.walk(out)) {
            assertThat(all.map(Path::toString)).noneMatch(name -> name.endsWith(".jpg") || name.endsWith(".mp4"));
        }
    }

    @Test
    void theReportTellsWhatWasAnalysed() throws IOException {
        Path out = folder.resolve("report");
        analyze(out);

        JsonNode report = JSON.readTree(out.resolve("run.json").toFile());

        assertThat(report.path("frames").asInt()).isEqualTo(250);
        assertThat(report.path("framesAnalysed").asInt()).isEqualTo(250);
        assertThat(report.path("droppedFrames").asInt()).isZero();
        assertThat(report.path("violations").path("red-light").asInt()).isEqualTo(1);
        assertThat(report.path("scene").path("sha256").asText()).hasSize(64);
        assertThat(report.path("stageCpuSeconds").has("decode")).isTrue();
    }

    @Test
    void aClipWithADamagedMiddleIsAnalysedAroundTheDamageAndTheGapIsCounted() throws IOException {
        byte[] bytes = Files.readAllBytes(files.clip);
        int middle = bytes.length / 2;
        Arrays.fill(bytes, middle, middle + bytes.length / 10, (byte) 0x5a);
        Path damaged = Files.write(folder.resolve("damaged.mp4"), bytes);
        Path out = folder.resolve("damaged");

        CommandLineRun run = CommandLineRun.of(
                "analyze",
                "--scene",
                files.scene,
                "--video",
                damaged,
                "--detections",
                files.detections,
                "--signals",
                files.signals,
                "--out",
                out);

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode report = JSON.readTree(out.resolve("run.json").toFile());
        assertThat(report.path("framesLost").asInt()).isPositive();
        assertThat(report.path("longestGap").asDouble()).isPositive();
        assertThat(report.path("seconds").asDouble()).isGreaterThan(9.5);
        assertThat(run.err()).contains("damaged");
    }

    @Test
    void earlierResultsOfTheSameFolderAreReplaced() throws IOException {
        Path out = folder.resolve("again");
        analyze(out);
        analyze(out);

        assertThat(Files.readAllLines(out.resolve("violations.jsonl"))).hasSize(1);
        assertThat(CommandLineRun.of("verify", out.resolve("evidence")).code()).isZero();
    }

    @Test
    void evidenceOfAnEarlierRunDoesNotOutliveItsViolations() throws IOException {
        Path out = folder.resolve("replaced");
        analyze(out);
        assertThat(out.resolve("evidence")).isNotEmptyDirectory();
        Path kept = Files.writeString(out.resolve("notes.txt"), "mine");

        CommandLineRun run =
                CommandLineRun.of("analyze", "--scene", files.scene, "--detections", files.detections, "--out", out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(out.resolve("violations.jsonl")).isEmptyFile();
        assertThat(out.resolve("evidence")).doesNotExist();
        assertThat(kept).hasContent("mine");
    }

    private static CommandLineRun analyze(Path out) {
        return CommandLineRun.of(
                "analyze",
                "--scene",
                files.scene,
                "--video",
                files.clip,
                "--detections",
                files.detections,
                "--signals",
                files.signals,
                "--out",
                out);
    }
}
