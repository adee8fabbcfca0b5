package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our figures and those of the scorer published with the scenarios, on the same tracks. */
class PublishedScorerTest {

    private static final Path SIM = Path.of(System.getProperty("ngatu.home"), "..", "shared", "sim");

    @Test
    void agreesWithThePublishedScorerToATenthOfAPoint(@TempDir Path folder) throws Exception {
        Path archive = SIM.resolve("seed1.tar.xz");
        assumeTrue(Files.exists(archive), "the simulated scenarios are not beside this checkout");
        assumeTrue(
                runs(List.of("tar", "-xJf", archive.toString(), "-C", folder.toString(), "seed1/C")), "no tar or xz");
        assumeTrue(runs(List.of("/usr/bin/python3", "-c", "import numpy, scipy")), "no python3 with numpy and scipy");
        Path truth = folder.resolve("seed1/C");
        Path run = Files.createDirectory(folder.resolve("run"));
        TrackingRun ours = TrackingRun.of(SimScenario.load(truth), true, run.resolve("tracks.csv"));
        Files.writeString(run.resolve("violations.jsonl"), "");
        Path json = folder.resolve("score.json");
        assertThat(runs(List.of(
                        "/usr/bin/python3",
                        SIM.resolve("score.py").toString(),
                        "--truth",
                        truth.toString(),
                        "--run",
                        run.toString(),
                        "--json",
                        json.toString())))
                .isTrue();
        // No violations are handed in, so some of its ratios are no numbers.
        JsonMapper mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        JsonNode theirs = mapper.readTree(json.toFile()).get("scenarios").get("C");
        JsonNode tracking = theirs.get("tracking");
        assertThat(ours.score().hota()).isCloseTo(tracking.get("HOTA").asDouble(), within(0.001));
        assertThat(ours.score().detection()).isCloseTo(tracking.get("DetA").asDouble(), within(0.001));
        assertThat(ours.score().association()).isCloseTo(tracking.get("AssA").asDouble(), within(0.001));
        assertThat(ours.score().idf1()).isCloseTo(tracking.get("IDF1").asDouble(), within(0.001));
        assertThat(ours.score().mota()).isCloseTo(tracking.get("MOTA").asDouble(), within(0.001));
        JsonNode centre = theirs.get("ground").get("centre");
        GroundScore ground = requireNonNull(ours.ground());
        assertThat(ground.acrossMedian()).isCloseTo(centre.get("lat_p50").asDouble(), within(0.005));
        assertThat(ground.across90()).isCloseTo(centre.get("lat_p90").asDouble(), within(0.005));
        assertThat(ground.alongMedian()).isCloseTo(centre.get("lon_p50").asDouble(), within(0.005));
        assertThat(ground.along90()).isCloseTo(centre.get("lon_p90").asDouble(), within(0.005));
    }

    private static boolean runs(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(300, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // The program is not installed.
            return false;
        }
    }
}
