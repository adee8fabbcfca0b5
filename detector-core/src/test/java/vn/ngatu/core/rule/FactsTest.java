package vn.ngatu.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Provenance;
import vn.ngatu.core.violation.Violation;

/** What a violation of each kind tells an officer: which facts, in which unit, and where they come from. */
class FactsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "red-light/runs-late-into-red | timeIntoRed | s | derived",
                "red-light/runs-late-into-red | timeError | s | derived",
                "red-light/runs-late-into-red | redSince | s | measured",
                "red-light/runs-late-into-red | grace | s | configured",
                "red-light/runs-late-into-red | distancePastLine | m | measured",
                "red-light/runs-late-into-red | speedAtLine | m/s | derived",
                "red-light/runs-late-into-red | signalSource | - | derived",
                "red-light/goes-on-red-from-a-lane-that-leads-straight | movement | - | unknown",
                "illegal-stopping/stands-a-minute | dwell | s | measured",
                "illegal-stopping/stands-a-minute | allowed | s | configured",
                "illegal-stopping/stands-a-minute | shareInZone | 1 | measured",
                "illegal-stopping/arrives-behind-a-bus | placeEmptyAt | s | measured",
                "illegal-parking/hidden-by-a-lorry | longestHidden | s | measured",
                "illegal-parking/goes-on-under-another-number | tracks | - | derived",
                "wrong-lane/motorcycle-in-the-car-lane | laneShare | 1 | measured",
                "wrong-lane/motorcycle-in-the-car-lane | time | s | measured",
                "wrong-lane/motorcycle-in-the-car-lane | distance | m | measured",
                "prohibited-overtaking/car-overtakes-a-truck | overtaken | - | measured",
                "prohibited-overtaking/car-overtakes-a-truck | overtakenVehicle | - | derived",
                "prohibited-overtaking/car-overtakes-a-truck | overtakenSpeed | m/s | measured",
                "prohibited-overtaking/car-overtakes-a-truck | gapBefore | m | measured",
                "prohibited-overtaking/car-overtakes-a-truck | gapAfter | m | measured",
                "prohibited-overtaking/car-overtakes-a-truck | shiftLeft | m | derived",
                "wrong-way/motorcycle-against-the-stream | time | s | measured",
                "wrong-way/motorcycle-against-the-stream | distance | m | measured",
                "wrong-way/motorcycle-against-the-stream | angle | deg | measured",
                "solid-line/changes-lane-over-a-solid-line | beyondLine | m | measured",
                "solid-line/changes-lane-over-a-solid-line | lineKind | - | configured",
            })
    void theFactIsTold(String name, String fact, @Nullable String unit, String provenance) throws Exception {
        Path folder = Path.of("src", "test", "resources", "scenarios").resolve(name);
        String kind = name.substring(0, name.indexOf('/'));

        Map<String, Fact> facts = Scenario.run(folder).violations().stream()
                .filter(violation -> violation.kind().label().equals(kind))
                .findFirst()
                .map(Violation::facts)
                .orElseThrow();

        assertThat(facts).hasEntrySatisfying(fact, told -> {
            assertThat(told.unit()).isEqualTo(unit);
            assertThat(told.provenance()).isEqualTo(Provenance.valueOf(provenance.toUpperCase(Locale.ROOT)));
        });
    }
}
