package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example scenes on the real clips that they were drawn on; the clips are not part of the project. */
@SuppressWarnings("NullAway") // JUnit sets the folder before anything reads it
class ExampleScenesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of(System.getProperty("ngatu.home", ""));
    private static final Path CLIPS = HOME.resolve("../shared/data/videos");

    // A person saw the white hatchback's front wheels reach the line at 2.48 s and its rear wheels at 2.88 s, red since
    // 1.92 s, and a motorcycle go over it from 1.64 to 1.84 s on amber.
    private static final double FRONT = 2.48;
    private static final double REAR = 2.88;

    @TempDir
    Path out;

    @Test
    void theCarThatRanTheRedLightIsFlaggedAndTheMotorcycleOnAmberIsNot() throws IOException {
        List<JsonNode> violations = analyze("overpass", "red-light-asia.mp4");

        assertThat(violations).hasSize(1);
        JsonNode run = violations.get(0);
        assertThat(run.path("kind").asText()).isEqualTo("red-light");
        assertThat(run.path("vehicle").asText()).isEqualTo("car");
        assertThat(run.path("decisive").asDouble()).isBetween(FRONT - 0.1, REAR);
        assertThat(run.path("facts").path("redSince").path("value").asDouble()).isCloseTo(1.92, Offset.offset(0.1));
        assertThat(CommandLineRun.of("verify", out.resolve("evidence")).code()).isZero();
    }

    /** Nobody breaks a rule there: the car that stops parks, and all others drive as they should. */
    @ParameterizedTest
    @CsvSource({
        "hang-dau, phan-van-tri.mp4",
        "motorway, highway-2.mp4",
        "suburb, suburb.mp4",
        "car-park-road, car-stops.mp4"
    })
    void nobodyIsAccusedWhereNothingHappens(String scene, String clip) throws IOException {
        assertThat(analyze(scene, clip)).isEmpty();
    }

    private List<JsonNode> analyze(String scene, String clip) throws IOException {
        Path video = CLIPS.resolve(clip);
        assumeTrue(Files.exists(video), clip + " is not here: the real clips are not part of the project");
        Path file = HOME.resolve("violation-api/examples/scenes/" + scene + ".yaml");

        CommandLineRun run = CommandLineRun.of("analyze", "--scene", file, "--video", video, "--out", out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(JSON.readTree(out.resolve("run.json").toFile())
                        .path("framesLost")
                        .asLong())
                .isZero();
        List<JsonNode> violations = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("violations.jsonl"))) {
            violations.add(JSON.readTree(line));
        }
        return violations;
    }
}
