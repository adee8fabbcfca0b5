package vn.ngatu.core.blind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlindLedgerTest {

    private static final Instant START = Instant.parse("2026-11-27T20:00:00Z");
    private static final Blind DOWN = new Blind(null, BlindCause.DOWN);
    private static final Blind SIGNAL = new Blind("red-light", BlindCause.SIGNAL_UNKNOWN);

    @TempDir
    Path folder = Path.of("none");

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private BlindLedger open(double seconds) throws IOException {
        return BlindLedger.open(folder, List.of("gate", "yard"), at(seconds));
    }

    private List<BlindInterval> query(double from, double to) throws IOException {
        return BlindLedger.query(folder, "gate", at(from), at(to));
    }

    private static BlindInterval interval(Blind blind, double from, double to, String detail) {
        return new BlindInterval("gate", blind.rule(), at(from), at(to), blind.cause(), detail);
    }

    @Test
    void whatIsToldAgainAndAgainIsOneIntervalFromItsFirstToItsLastTelling() throws IOException {
        try (BlindLedger ledger = open(0)) {
            BlindWatch watch = new BlindWatch(ledger, "gate");
            watch.update(at(1), Map.of(DOWN, "refused"));
            watch.update(at(2), Map.of(DOWN, "refused", SIGNAL, "main"));
            assertThat(watch.open()).containsExactlyInAnyOrder(DOWN, SIGNAL);
            watch.update(at(3), Map.of(SIGNAL, "main"));
            watch.update(at(9), Map.of());
            assertThat(ledger.query("gate", at(0), at(100)))
                    .containsExactly(interval(DOWN, 1, 3, "refused"), interval(SIGNAL, 2, 9, "main"));
            assertThat(ledger.query("yard", at(0), at(100))).isEmpty();
        }
    }

    @Test
    void onlyWhatReachesIntoTheSpanIsTold() throws IOException {
        try (BlindLedger ledger = open(0)) {
            BlindWatch watch = new BlindWatch(ledger, "gate");
            watch.update(at(1), Map.of(DOWN, ""));
            watch.update(at(3), Map.of());
        }
        assertThat(query(0, 1)).isEmpty();
        assertThat(query(3, 9)).isEmpty();
        assertThat(query(2, 2.5)).hasSize(1);
    }

    @Test
    void whatGoesOnHasNoEnd() throws IOException {
        try (BlindLedger ledger = open(0)) {
            new BlindWatch(ledger, "gate").update(at(1), Map.of(DOWN, ""));
            assertThat(query(0, 5))
                    .singleElement()
                    .satisfies(open -> assertThat(open.to()).isNull());
        }
    }

    @Test
    void theTimeTheEngineDidNotRunWasNotWatchedOnAnyCamera() throws IOException {
        try (BlindLedger ledger = open(0)) {
            new BlindWatch(ledger, "gate").update(at(1), Map.of(DOWN, "refused"));
            ledger.alive(at(10));
        }
        open(70).close();
        assertThat(query(0, 100))
                .containsExactly(
                        interval(DOWN, 1, 10, "refused"),
                        interval(new Blind(null, BlindCause.NOT_STARTED), 10, 70, "the engine was not running"));
        assertThat(BlindLedger.query(folder, "yard", at(0), at(100))).hasSize(1);
    }

    @Test
    void aLineTornByACrashIsPassedOverAndDoesNotSpoilTheNext() throws IOException {
        open(0).close();
        Path file = folder.resolve("2026-11-27.jsonl");
        Files.writeString(file, "{\"event\":\"ended\",\"cam", StandardOpenOption.APPEND);
        open(70).close();
        assertThat(query(0, 100)).hasSize(1);
        assertThat(Files.readAllLines(file)).hasSize(5);
    }

    @Test
    void everyDayHasAFileThatStandsForItself() throws IOException {
        double midnight = 4 * 3600;
        try (BlindLedger ledger = open(0)) {
            BlindWatch watch = new BlindWatch(ledger, "gate");
            watch.update(at(1), Map.of(DOWN, "refused"));
            ledger.alive(at(midnight + 10));
            watch.update(at(midnight + 20), Map.of());
        }
        Files.delete(folder.resolve("2026-11-27.jsonl"));
        assertThat(query(midnight, midnight + 100)).containsExactly(interval(DOWN, 1, midnight + 20, "refused"));
    }

    @Test
    void aFolderWithoutALedgerTellsNothing() throws IOException {
        assertThat(BlindLedger.query(folder.resolve("none"), null, at(0), at(1)))
                .isEmpty();
    }
}
