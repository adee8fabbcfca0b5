package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.blind.Blind;
import vn.ngatu.core.blind.BlindCause;
import vn.ngatu.core.blind.BlindLedger;
import vn.ngatu.core.blind.BlindWatch;

class LedgerCommandTest {

    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");
    private static final String DAY = "2026-11-23T00:00:00+07:00";

    private final Path data;

    LedgerCommandTest(@TempDir Path data) {
        this.data = data;
    }

    /** The gate was down from the first minute to the third; the yard's signal is unknown since the second. */
    @BeforeEach
    void keepALedger() throws IOException {
        try (BlindLedger ledger = BlindLedger.open(data.resolve("blind"), List.of("gate", "yard"), START)) {
            BlindWatch gate = new BlindWatch(ledger, "gate");
            BlindWatch yard = new BlindWatch(ledger, "yard");
            gate.update(START.plusSeconds(60), Map.of(new Blind(null, BlindCause.DOWN), "backoff: no answer"));
            yard.update(START.plusSeconds(120), Map.of(new Blind("red-light", BlindCause.SIGNAL_UNKNOWN), "main"));
            gate.update(START.plusSeconds(180), Map.of());
        }
    }

    private List<JsonNode> told(Object... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("ledger", data));
        words.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(words.toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void everyIntervalOfTheSpanIsALine() throws IOException {
        List<JsonNode> lines = told("--to", DAY);
        assertThat(lines).extracting(line -> line.path("camera").asText()).containsExactly("gate", "yard");
        assertThat(lines.get(0))
                .hasToString("{\"camera\":\"gate\",\"rule\":null,\"from\":\"2026-11-22T01:01:00Z\","
                        + "\"to\":\"2026-11-22T01:03:00Z\",\"cause\":\"down\",\"detail\":\"backoff: no answer\"}");
        assertThat(lines.get(1).path("rule").asText()).isEqualTo("red-light");
        assertThat(lines.get(1).path("to").isNull()).isTrue();
    }

    @Test
    void aCameraAndASpanCanBeChosen() throws IOException {
        assertThat(told("--to", DAY, "--camera", "yard")).hasSize(1);
        assertThat(told("--from", "2026-11-22T08:03:01+07:00", "--to", DAY)).hasSize(1);
        assertThat(told("--from", "2026-11-22T08:00:00+07:00", "--to", "2026-11-22T08:00:59+07:00"))
                .isEmpty();
    }

    @Test
    void aFolderWithoutALedgerIsRefused() {
        CommandLineRun run = CommandLineRun.of("ledger", data.resolve("blind"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.faults()).singleElement().asString().contains("expected: the data folder of an engine");
    }

    @Test
    void timesThatAreNoneOrRunBackwardsAreRefused() {
        for (List<String> wrong : List.of(List.of("--from", "yesterday"), List.of("--from", "2099-01-01T00:00:00Z"))) {
            CommandLineRun run = CommandLineRun.of("ledger", data, wrong.get(0), wrong.get(1));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.faults()).singleElement().asString().contains("--from: ", "expected: ");
        }
    }
}
