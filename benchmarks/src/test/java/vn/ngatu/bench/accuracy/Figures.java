package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;

/** The figures of a run that are held to what was last reached, and what was reached. */
final class Figures {

    private Figures() {}

    /** A figure that was reached, and how far off it may be: at least or at most {@code value}. */
    record Reached(String scenario, String tracks, String figure, boolean atLeast, double value) {

        /** What is wrong with {@code measured}; null when it is no worse than what was reached. */
        @Nullable String fallen(@Nullable Double measured) {
            boolean holds = measured != null && (atLeast ? measured >= value : Math.abs(measured) <= value);
            return holds
                    ? null
                    : scenario + " on " + tracks + ", " + figure + ": " + measured + " (expected: "
                            + (atLeast ? ">= " : "<= ") + value + ")";
        }
    }

    /** HOTA, IDF1, the ground error in metres, and the median time error of red-light running in seconds. */
    static Map<String, Double> ofTracking(RuleRun run) {
        TrackingRun tracking = TrackingRun.of(run);
        GroundScore ground = requireNonNull(tracking.ground());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("HOTA", tracking.score().hota());
        figures.put("IDF1", tracking.score().idf1());
        figures.put("lateral p50", ground.acrossMedian());
        figures.put("lateral p90", ground.across90());
        figures.put("longitudinal p50", ground.alongMedian());
        figures.put("longitudinal p90", ground.along90());
        figures.put("red-light median time error", ViolationScore.medianLateness(run, "red-light"));
        return figures;
    }

    /** Per kind, the share of the near misses of which the explanations hold the reason. */
    static Map<String, Double> ofExplanations(RuleRun run) throws IOException, ConfigException {
        Map<String, NearMisses.Found> byKind = new TreeMap<>();
        NearMisses.of(run, new ArrayList<>())
                .forEach((name, found) ->
                        byKind.merge(name.substring(0, name.indexOf(':')), found, NearMisses.Found::plus));
        Map<String, Double> figures = new LinkedHashMap<>();
        byKind.forEach((kind, found) -> figures.put("explained " + kind, found.share()));
        return figures;
    }

    /** The rows of {@code figure-baseline.csv}. */
    static List<Reached> reached() throws IOException {
        try (InputStream in = requireNonNull(Figures.class.getResourceAsStream("/figure-baseline.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("scenario"))
                    .map(line -> line.split(","))
                    .map(f -> new Reached(f[0], f[1], f[2], f[3].equals("at least"), Double.parseDouble(f[4])))
                    .toList();
        }
    }
}
