package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.config.ConfigException;

/** The rules' figures on the first published seed do not fall below those last reached. */
class RuleBaselineTest {

    @Test
    void noFigureFallsBelowTheOneLastReached(@TempDir Path folder) throws Exception {
        Path seed = SimulatedSeeds.unpack("seed1", folder);
        Set<List<String>> runs = new LinkedHashSet<>();
        baseline().forEach(row -> runs.add(List.of(row[0], row[1])));
        Figures.reached().forEach(row -> runs.add(List.of(row.scenario(), row.tracks())));
        List<String> fallen = new ArrayList<>();
        // One after the other, as the tracks of one scenario fill a good part of the memory.
        for (List<String> key : runs) {
            RuleRun run = RuleRun.of(
                    SimScenario.load(seed.resolve(key.get(0))),
                    RuleRun.Source.valueOf(key.get(1).toUpperCase(Locale.ROOT)),
                    RuleRun.Error.NONE);
            fallen.addAll(fallenKinds(run, key));
            fallen.addAll(fallenFigures(run, key));
        }
        assertThat(fallen).isEmpty();
    }

    private static List<String> fallenKinds(RuleRun run, List<String> key) throws IOException {
        List<String> fallen = new ArrayList<>();
        Map<String, ViolationScore.Count> counts = ViolationScore.of(run);
        for (String[] row : baseline()) {
            if (!List.of(row[0], row[1]).equals(key)) {
                continue;
            }
            ViolationScore.Count count = counts.get(row[2]);
            if (count == null
                    || !(count.precision() >= Double.parseDouble(row[3]))
                    || !(count.recall() >= Double.parseDouble(row[4]))) {
                fallen.add(key + " " + row[2] + ": "
                        + (count == null ? "nothing" : count.precision() + " " + count.recall() + " " + count.remarks())
                        + " (expected: >= " + row[3] + " " + row[4] + ")");
            }
        }
        return fallen;
    }

    private static List<String> fallenFigures(RuleRun run, List<String> key) throws IOException, ConfigException {
        List<Figures.Reached> rows = Figures.reached().stream()
                .filter(row -> List.of(row.scenario(), row.tracks()).equals(key))
                .toList();
        Map<String, Double> measured = new HashMap<>();
        if (rows.stream().anyMatch(row -> row.figure().startsWith("explained"))) {
            measured.putAll(Figures.ofExplanations(run));
        }
        if (rows.stream().anyMatch(row -> !row.figure().startsWith("explained"))) {
            measured.putAll(Figures.ofTracking(run));
        }
        return rows.stream()
                .map(row -> row.fallen(measured.get(row.figure())))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void everyFigureThatIsWorseThanWasReachedIsNamed() throws IOException {
        assertThat(Figures.reached()).isNotEmpty().allSatisfy(reached -> {
            double slightly = reached.value() == 0 ? 0.001 : 0.001 * reached.value();
            double worse = reached.atLeast() ? reached.value() - slightly : reached.value() + slightly;
            assertThat(reached.fallen(worse)).contains(reached.scenario(), reached.figure());
            assertThat(reached.fallen(null)).contains(reached.figure());
            assertThat(reached.fallen(Double.NaN)).contains(reached.figure());
            assertThat(reached.fallen(reached.value())).isNull();
        });
    }

    @Test
    void aTimeErrorIsBoundEarlyAndLate() {
        Figures.Reached bound = new Figures.Reached("A", "tracker", "red-light median time error", false, 0.1);

        assertThat(bound.fallen(-0.09)).isNull();
        assertThat(bound.fallen(-0.11)).isNotNull();
        assertThat(bound.fallen(0.11)).isNotNull();
    }

    private static List<String[]> baseline() throws IOException {
        try (InputStream in = requireNonNull(RuleBaselineTest.class.getResourceAsStream("/rule-baseline.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("scenario"))
                    .map(line -> line.split(","))
                    .toList();
        }
    }
}
