package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.config.ConfigException;

/** The rules' figures on the first published seed do not fall below those last reached. */
class RuleBaselineTest {

    private static final Path SIM = Path.of(System.getProperty("ngatu.home"), "..", "shared", "sim");

    private final Map<String, Map<String, ViolationScore.Count>> scored = new HashMap<>();

    @Test
    void noFigureFallsBelowTheOneLastReached(@TempDir Path folder) throws Exception {
        Path archive = SIM.resolve("seed1.tar.xz");
        assumeTrue(Files.exists(archive), "the simulated scenarios are not beside this checkout");
        assumeTrue(unpacks(archive, folder), "no tar or xz");
        for (String line : baseline()) {
            String[] f = line.split(",");
            ViolationScore.Count count =
                    score(folder.resolve("seed1"), f[0], f[1]).get(f[2]);
            assertThat(count).as(line).isNotNull();
            assertThat(requireNonNull(count).precision())
                    .as("precision of %s: %s", line, count.remarks())
                    .isGreaterThanOrEqualTo(Double.parseDouble(f[3]));
            assertThat(count.recall())
                    .as("recall of %s: %s", line, count.remarks())
                    .isGreaterThanOrEqualTo(Double.parseDouble(f[4]));
        }
    }

    private Map<String, ViolationScore.Count> score(Path seed, String scenario, String tracks)
            throws IOException, ConfigException {
        String key = scenario + tracks;
        Map<String, ViolationScore.Count> known = scored.get(key);
        if (known == null) {
            RuleRun.Source source = RuleRun.Source.valueOf(tracks.toUpperCase(Locale.ROOT));
            known = ViolationScore.of(RuleRun.of(SimScenario.load(seed.resolve(scenario)), source, RuleRun.Error.NONE));
            scored.put(key, known);
        }
        return known;
    }

    private static List<String> baseline() throws IOException {
        try (InputStream in = requireNonNull(RuleBaselineTest.class.getResourceAsStream("/rule-baseline.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("scenario"))
                    .toList();
        }
    }

    private static boolean unpacks(Path archive, Path into) throws InterruptedException {
        try {
            Process tar = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", into.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return tar.waitFor(300, TimeUnit.SECONDS) && tar.exitValue() == 0;
        } catch (IOException e) {
            // The program is not installed.
            return false;
        }
    }
}
