package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.violation.Violation;

/** Our figures and those of the scorer published with the scenarios, on the same tracks and violations. */
class PublishedScorerTest {

    private static final Offset<Double> TENTH_OF_A_POINT = within(0.001);
    private static final Offset<Double> MILLIMETRES = within(0.005);
    private static final Offset<Double> MILLISECONDS = within(0.002);

    // The scenario at 2.5 frames per second, as it is the shortest.
    @ParameterizedTest
    @CsvSource({"seed1,C", "seed2,C"})
    void everyFigureAgreesToATenthOfAPoint(String seed, String scenario, @TempDir Path folder) throws Exception {
        RuleRun run = run(seed, scenario, RuleRun.Source.TRACKER, folder);
        JsonNode theirs = score(run, folder, true);

        TrackingRun ours = TrackingRun.of(run);
        JsonNode tracking = theirs.get("tracking");
        assertThat(ours.score().hota()).isCloseTo(tracking.get("HOTA").asDouble(), TENTH_OF_A_POINT);
        assertThat(ours.score().detection()).isCloseTo(tracking.get("DetA").asDouble(), TENTH_OF_A_POINT);
        assertThat(ours.score().association()).isCloseTo(tracking.get("AssA").asDouble(), TENTH_OF_A_POINT);
        assertThat(ours.score().idf1()).isCloseTo(tracking.get("IDF1").asDouble(), TENTH_OF_A_POINT);
        assertThat(ours.score().mota()).isCloseTo(tracking.get("MOTA").asDouble(), TENTH_OF_A_POINT);
        JsonNode centre = theirs.get("ground").get("centre");
        GroundScore ground = requireNonNull(ours.ground());
        assertThat(ground.acrossMedian()).isCloseTo(centre.get("lat_p50").asDouble(), MILLIMETRES);
        assertThat(ground.across90()).isCloseTo(centre.get("lat_p90").asDouble(), MILLIMETRES);
        assertThat(ground.alongMedian()).isCloseTo(centre.get("lon_p50").asDouble(), MILLIMETRES);
        assertThat(ground.along90()).isCloseTo(centre.get("lon_p90").asDouble(), MILLIMETRES);
        kindsAgree(run, theirs);
    }

    // The truth's tracks are quick, and the faults are put in afterwards.
    @ParameterizedTest
    @CsvSource({"seed1,D", "seed1,E", "seed2,G"})
    void precisionRecallAndTimesAgreeOnARunWithEveryFault(String seed, String scenario, @TempDir Path folder)
            throws Exception {
        RuleRun run = spoilt(run(seed, scenario, RuleRun.Source.TRUTH, folder));
        assertThat(ViolationScore.of(run).values())
                .as("right, wrong and missed ones to count")
                .anySatisfy(count -> {
                    assertThat(count.right()).isPositive();
                    assertThat(count.wrong()).isPositive();
                    assertThat(count.missed()).isPositive();
                });

        kindsAgree(run, score(run, folder, false));
    }

    private static void kindsAgree(RuleRun run, JsonNode theirs) {
        Map<String, ViolationScore.Count> ours = ViolationScore.of(run);
        List<String> kinds = new ArrayList<>();
        theirs.get("kinds").fieldNames().forEachRemaining(kinds::add);
        assertThat(ours.keySet()).isNotEmpty().containsExactlyInAnyOrderElementsOf(kinds);
        ours.forEach((kind, count) -> {
            JsonNode their = theirs.get("kinds").get(kind);
            assertThat(List.of(count.right(), count.wrong(), count.missed()))
                    .as("%s: right, wrong, missed; %s", kind, count.remarks())
                    .containsExactly(
                            their.get("TP").asInt(),
                            their.get("FP").asInt(),
                            their.get("FN").asInt());
            same(count.precision(), their.get("precision"), TENTH_OF_A_POINT);
            same(count.recall(), their.get("recall"), TENTH_OF_A_POINT);
            same(ViolationScore.medianLateness(run, kind), their.get("median_error"), MILLISECONDS);
            same(ViolationScore.lateness95(run, kind), their.get("p95_error"), MILLISECONDS);
        });
    }

    // A ratio of nothing is no number for either.
    private static void same(double ours, JsonNode theirs, Offset<Double> tolerance) {
        if (Double.isNaN(ours)) {
            assertThat(theirs.asDouble()).isNaN();
        } else {
            assertThat(ours).isCloseTo(theirs.asDouble(), tolerance);
        }
    }

    /** Some are late, missing, doubled, in the wrong place of the picture, or about nobody. */
    private static RuleRun spoilt(RuleRun run) {
        List<Violation> spoilt = new ArrayList<>();
        for (int i = 0; i < run.violations().size(); i++) {
            Violation v = run.violations().get(i);
            Box elsewhere = new Box(1, 1, 20, 20);
            switch (i % 7) {
                case 1 -> spoilt.add(moved(v, v.track(), 1.5, v.box()));
                case 2 -> spoilt.add(moved(v, v.track(), 3, v.box()));
                case 3 -> spoilt.addAll(List.of(v, moved(v, v.track(), 0.3, v.box())));
                case 4 -> spoilt.add(moved(v, v.track(), 0.1, elsewhere));
                case 5 -> spoilt.add(moved(v, 1_000_000, 0, elsewhere));
                case 6 -> {}
                default -> spoilt.add(v);
            }
        }
        return new RuleRun(run.scenario(), spoilt, run.explanations(), run.boxes(), run.frames());
    }

    private static Violation moved(Violation v, int track, double by, Box box) {
        return new Violation(
                v.kind(),
                track,
                v.vehicle(),
                v.start() + by,
                v.decisive() + by,
                v.end() + by,
                v.decided() + by,
                box,
                v.where(),
                v.facts(),
                v.confidence());
    }

    private static RuleRun run(String seed, String scenario, RuleRun.Source source, Path folder)
            throws IOException, ConfigException, InterruptedException {
        Path unpacked = SimulatedSeeds.unpack(seed, folder, scenario);
        return RuleRun.of(SimScenario.load(unpacked.resolve(scenario)), source, RuleRun.Error.NONE);
    }

    private static JsonNode score(RuleRun run, Path folder, boolean tracking) throws IOException, InterruptedException {
        Path scorer = SimulatedSeeds.scorer();
        Path out = folder.resolve("run");
        RuleAccuracy.write(run, out);
        Path json = folder.resolve("score.json");
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                scorer.toString(),
                "--truth",
                run.scenario().folder().toString(),
                "--run",
                out.toString(),
                "--json",
                json.toString()));
        if (!tracking) {
            command.add("--no-tracking");
        }
        assertThat(SimulatedSeeds.runs(command)).as("the scorer runs").isTrue();
        // Some of its ratios are no numbers.
        JsonMapper mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        return mapper.readTree(json.toFile())
                .get("scenarios")
                .get(run.scenario().name());
    }
}
