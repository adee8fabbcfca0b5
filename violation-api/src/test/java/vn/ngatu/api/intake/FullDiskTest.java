package vn.ngatu.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.ngatu.api.cases.TestCases.HOA;
import static vn.ngatu.api.cases.TestCases.NOON;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** SQLite may not grow any more, which it tells just as it tells a full disk. */
class FullDiskTest {

    private static final int CASES = 60;

    private final Path root;

    FullDiskTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void aFullDiskStopsTheIntakeWithAClearStateAndLosesNothing() throws IOException {
        EvidenceFolder folder = new EvidenceFolder(root);
        for (int number = 0; number < CASES; number++) {
            folder.append("", folder.write("", number) + "\n");
        }
        try (Database database = Database.open(root.resolve("store.db").toString())) {
            AuditLog audit = new AuditLog(database);
            Intake intake = new Intake(database, audit, new CaseChanges(), root, null);
            IntakeWatch watch = new IntakeWatch(intake, NOON);
            long pages = database.read(handle ->
                    handle.createQuery("pragma page_count").mapTo(Long.class).one());
            limit(database, pages + 4);
            watch.poll(NOON);
            assertThat(watch.state().stopped()).contains("full");
            long taken = watch.state().taken();
            assertThat(taken).isBetween(1L, CASES - 1L);
            assertThat(new Cases(database).count(CaseFilter.ALL, HOA, CASES)).isEqualTo(taken);
            assertThat(audit.verify()).isEqualTo(new AuditLog.Check(taken, null, null));

            limit(database, 100_000);
            watch.poll(NOON.plusSeconds(5));
            assertThat(watch.state()).isEqualTo(new IntakeState(null, NOON.plusSeconds(5), CASES, 0));
            assertThat(new Cases(database).count(CaseFilter.ALL, HOA, CASES)).isEqualTo(CASES);
            assertThat(audit.verify()).isEqualTo(new AuditLog.Check(CASES, null, null));
        }
    }

    private static void limit(Database database, long pages) {
        database.change(handle -> handle.createQuery("pragma max_page_count = " + pages)
                .mapTo(Long.class)
                .one());
    }
}
