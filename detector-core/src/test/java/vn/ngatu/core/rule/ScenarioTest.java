package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * One table per rule: each folder under {@code scenarios/<kind>} is a case named in words, with a scene, the way the road
 * users go, what the lights show, and what the rule of that kind must say. A case may only be flagged as it says.
 */
class ScenarioTest {

    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    static Stream<Path> cases() throws IOException {
        List<Path> cases = new ArrayList<>();
        try (Stream<Path> kinds = Files.list(SCENARIOS)) {
            for (Path kind : kinds.sorted().toList()) {
                try (Stream<Path> inside = Files.list(kind)) {
                    cases.addAll(inside.sorted().toList());
                }
            }
        }
        return cases.stream().map(SCENARIOS::relativize);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theRuleSaysWhatTheCaseExpects(Path name) throws Exception {
        String kind = name.getName(0).toString();
        Scenario scenario = Scenario.run(SCENARIOS.resolve(name));
        List<Violation> flagged = scenario.violations().stream()
                .filter(violation -> violation.kind().label().equals(kind))
                .toList();
        List<JsonNode> expected = new ArrayList<>();
        for (String line : Files.readAllLines(SCENARIOS.resolve(name).resolve("expected.jsonl"))) {
            expected.add(new ObjectMapper().readTree(line));
        }
        List<Explanation> said = scenario.explanations().stream()
                .filter(explanation -> explanation.rule().label().equals(kind))
                .toList();

        assertThat(expected).isNotEmpty();
        assertThat(flagged).as("flagged; said: %s", said).hasSize((int)
                expected.stream().filter(e -> e.has("flagged")).count());
        for (JsonNode line : expected) {
            int track = line.get("track").asInt();
            if (line.has("flagged")) {
                assertThat(flagged)
                        .filteredOn(violation -> violation.track() == track)
                        .singleElement()
                        .extracting(Violation::decisive)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
                        .isCloseTo(
                                line.get("flagged").asDouble(),
                                within(line.get("within").asDouble()));
            } else {
                assertThat(said).as("%s", said).anySatisfy(explanation -> {
                    assertThat(explanation.track()).isEqualTo(track);
                    assertThat(explanation.verdict())
                            .isEqualTo(line.get("verdict").asText());
                    assertThat(explanation.reason())
                            .isEqualTo(line.get("reason").asText());
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasAtLeastAsManyNearMissesAsViolations(ViolationKind kind) throws IOException {
        int near = 0;
        int flagged = 0;
        try (Stream<Path> cases = Files.list(SCENARIOS.resolve(kind.label()))) {
            for (Path folder : cases.toList()) {
                if (Files.readString(folder.resolve("expected.jsonl")).contains("flagged")) {
                    flagged++;
                } else {
                    near++;
                }
            }
        }
        assertThat(flagged).isPositive();
        assertThat(near).isGreaterThanOrEqualTo(flagged);
    }

    static Stream<ViolationKind> kinds() {
        return Stream.of(ViolationKind.values());
    }
}
