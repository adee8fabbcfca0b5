package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.media.TestClips;

/** An engine killed without warning, again and again over the same folder. */
class KilledEngineTest {

    private static final int KILLS = 4;

    @TempDir
    Path folder = Path.of("none");

    @Test
    void killedAtAnyMomentItLosesNothingReportedAndLeavesNoHalfPackage() throws IOException, InterruptedException {
        Path clip = TestClips.at(folder.resolve("clip.mp4")).frames(250, 25).write();
        Path data = folder.resolve("data");
        List<String> reported = new ArrayList<>();
        Random random = new Random(3);
        for (int kill = 0; kill < KILLS; kill++) {
            reported.addAll(runAndKill(data, clip, 1 + random.nextInt(4), random.nextInt(60)));
            try (EvidenceStore store = EvidenceStore.open(data)) {
                assertThat(store.chain().next().sequence()).isGreaterThan(reported.size());
            }
            List<String> lines = Files.readAllLines(data.resolve("violations.jsonl"));
            List<String> listed = new ArrayList<>();
            for (String line : lines) {
                listed.add(Json.MAPPER.readTree(line).path("id").asText());
            }
            assertThat(listed).doesNotHaveDuplicates().containsAll(reported);
            assertThat(names(data.resolve("evidence"))).containsExactlyInAnyOrderElementsOf(listed);
            assertThat(EvidenceVerifier.verify(data.resolve("evidence")))
                    .isEqualTo(new EvidenceVerifier.Report(listed.size(), List.of()));
        }
    }

    @Test
    void killedBeforeTheAftermathWasSeenItReportsWhatWasDecidedAtTheNextStart() throws Exception {
        Path clip = TestClips.at(folder.resolve("clip.mp4")).frames(250, 25).write();
        Path data = folder.resolve("data");
        List<String> decided = runAndKill(data, clip, 3, 20, "decide");
        assertThat(data.resolve("violations.jsonl")).isEmptyFile();
        try (EvidenceStore store = EvidenceStore.open(data)) {
            assertThat(store.recovered()).isGreaterThanOrEqualTo(decided.size());
        }
        List<String> cameras = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("violations.jsonl"))) {
            JsonNode violation = Json.MAPPER.readTree(line);
            cameras.add(violation.path("camera").asText());
            Path manifest = data.resolve(violation.path("evidence").asText());
            assertThat(Manifest.parse(Files.readAllBytes(manifest)).missing())
                    .contains(new Manifest.Missing("clip", "the engine was killed before it could be made"))
                    .contains(new Manifest.Missing("b-decisive", "the engine was killed before it could be made"));
            assertThat(Files.readString(manifest.resolveSibling("track.csv"))).contains("4.000,1,60.0,40.0");
        }
        assertThat(cameras).doesNotHaveDuplicates().containsAll(decided);
        assertThat(EvidenceVerifier.verify(data.resolve("evidence")))
                .isEqualTo(new EvidenceVerifier.Report(cameras.size(), List.of()));
        assertThat(names(data.resolve("decided"))).isEmpty();
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> inside = Files.list(root)) {
            return inside.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static List<String> runAndKill(Path data, Path clip, int packages, int moreMilliseconds, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriter.class.getName(),
                data.toString(),
                clip.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> ids = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (ids.size() < packages) {
                String id = out.readLine();
                assertThat(id).as("the writer's output").isNotNull();
                ids.add(id);
            }
            // Anywhere within the next package.
            process.waitFor(moreMilliseconds, java.util.concurrent.TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly(); // which leaves the pipe open
            for (String id = out.readLine(); id != null; id = out.readLine()) {
                if (id.length() == 32 || id.startsWith("cam-")) {
                    ids.add(id);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return ids;
    }
}
