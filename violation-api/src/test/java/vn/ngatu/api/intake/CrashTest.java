package vn.ngatu.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.ngatu.api.cases.TestCases.HOA;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.AuditRow;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;
import vn.ngatu.api.store.TestDatabase;
import vn.ngatu.core.evidence.EvidenceVerifier;

/**
 * Kills an engine, without a chance to tidy up, again and again while it takes in violations and cases are decided.
 * {@code -Dngatu.store.kills=100} makes it long.
 */
@BothDatabases
class CrashTest {

    private static final int KILLS = Integer.getInteger("ngatu.store.kills", 3);
    private static final int MOST_ACKNOWLEDGED = 40;

    private final Path root;

    private final Set<String> taken = new HashSet<>();
    private final Set<String> decided = new HashSet<>();
    private final Random random = new Random(7);

    CrashTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void nothingAcknowledgedIsLost(TestDatabase made) throws IOException, InterruptedException {
        for (int round = 1; round <= KILLS; round++) {
            killAfter(1 + random.nextInt(MOST_ACKNOWLEDGED), made.location(), round);
            try (Database database = Database.open(made.location())) {
                check(database);
            }
        }
        assertThat(taken).isNotEmpty();
        assertThat(decided).isNotEmpty();
    }

    private void killAfter(int lines, String location, int round) throws IOException, InterruptedException {
        Process engine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingEngine.class.getName(),
                        location,
                        root.toString(),
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = engine.inputReader()) {
            String line;
            while ((line = out.readLine()) != null) {
                said.add(line);
                if (said.size() == lines) {
                    // SIGKILL; what it still said before is read to the end.
                    engine.toHandle().destroyForcibly();
                }
            }
        }
        engine.waitFor();
        assertThat(said).hasSizeGreaterThanOrEqualTo(lines);
        for (String line : said) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("TAKEN") && words.length == 3) {
                taken.add(words[1]);
            } else if (words[0].equals("DECIDED") && words.length == 4) {
                decided.add(words[1] + " " + words[2]);
            }
        }
    }

    private void check(Database database) throws IOException {
        AuditLog audit = new AuditLog(database);
        assertThat(audit.verify().ok()).isTrue();
        Cases cases = new Cases(database);
        List<Case> all = database.read(handle -> Cases.select(handle, "1 = 1", Map.of()));
        assertThat(all).extracting(Case::id).containsAll(taken);
        Set<String> stored = new HashSet<>();
        for (Case of : all) {
            assertThat(EvidenceVerifier.verify(root.resolve(of.evidence())).faults())
                    .isEmpty();
            for (DecisionRecord decision : cases.history(of.id(), HOA)) {
                stored.add(of.id() + " " + decision.officer());
            }
        }
        Set<String> logged = new HashSet<>();
        long intakes = 0;
        long seq = 0;
        while (seq < audit.head().seq()) {
            for (AuditRow row : audit.after(seq, AuditLog.MOST_ROWS)) {
                seq = row.seq();
                intakes += row.entry().action().equals("case.intake") ? 1 : 0;
                if (row.entry().action().equals("case.decide")) {
                    logged.add(row.entry().subject() + " " + row.entry().actor());
                }
            }
        }
        assertThat(intakes).isEqualTo(all.size());
        assertThat(logged).containsAll(decided);
        // The second reviewer's history is hidden while a case waits for one, so the log may know more than is shown.
        assertThat(logged).containsAll(stored);
    }
}
