package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.ngatu.core.config.ConfigException;

/** From pixels to violations: {@code analyze} on the bundled scenes, against their exact truth. */
class BundledScenesTest {

    private static final Path SCENES = Path.of(System.getProperty("ngatu.home"), "benchmarks", "scenes");

    /** What the engine is given of a scene. */
    record Given(String scene, String source) {}

    /** The figures last reached for a kind of violation; {@code late} in seconds, either way. */
    record Reached(String kind, double precision, double recall, double late) {}

    @ParameterizedTest
    @MethodSource("given")
    void noFigureFallsBelowTheOneLastReached(Given given, @TempDir Path out) throws IOException, ConfigException {
        RuleRun run = run(given, out);
        Map<String, ViolationScore.Count> scored = new LinkedHashMap<>(ViolationScore.of(run));

        for (Reached reached : requireNonNull(reached().get(given))) {
            ViolationScore.Count count = requireNonNull(scored.remove(reached.kind), reached.kind);
            // Who flags nothing accuses nobody wrongly; the recall tells.
            assertThat(Double.isNaN(count.precision()) ? 1 : count.precision())
                    .as("precision, %s %s", reached, count.remarks())
                    .isGreaterThanOrEqualTo(reached.precision);
            assertThat(count.recall())
                    .as("recall, %s %s", reached, count.remarks())
                    .isGreaterThanOrEqualTo(reached.recall);
            assertThat(ViolationScore.lateness(run, reached.kind))
                    .as("seconds late, %s", reached)
                    .allSatisfy(late -> assertThat(Math.abs(late)).isLessThanOrEqualTo(reached.late));
        }
        assertThat(scored).as("kinds without figures").isEmpty();
    }

    @Test
    void everyBundledSceneHasFiguresOfTruthBoxesAndPixels() throws IOException {
        List<Given> expected = new ArrayList<>();
        for (Path folder : RuleAccuracy.scenarios(SCENES)) {
            for (String source : List.of("truth", "boxes", "pixels")) {
                expected.add(new Given(folder.getFileName().toString(), source));
            }
        }

        assertThat(reached().keySet()).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
    }

    private static RuleRun run(Given given, Path out) throws IOException, ConfigException {
        SimScenario scenario = SimScenario.load(SCENES.resolve(given.scene));
        return given.source.equals("truth")
                ? RuleRun.of(scenario, RuleRun.Source.TRUTH, RuleRun.Error.NONE)
                : SceneRun.of(
                        scenario,
                        SceneRun.Source.valueOf(given.source.toUpperCase(Locale.ROOT)),
                        out.resolve(given.scene));
    }

    static List<Given> given() throws IOException {
        return List.copyOf(reached().keySet());
    }

    private static Map<Given, List<Reached>> reached() throws IOException {
        Map<Given, List<Reached>> all = new LinkedHashMap<>();
        try (InputStream in = requireNonNull(BundledScenesTest.class.getResourceAsStream("/scene-baseline.csv"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("scene"))
                    .toList()) {
                String[] f = line.split(",");
                all.computeIfAbsent(new Given(f[0], f[1]), given -> new ArrayList<>())
                        .add(new Reached(
                                f[2], Double.parseDouble(f[3]), Double.parseDouble(f[4]), Double.parseDouble(f[5])));
            }
        }
        return all;
    }
}
