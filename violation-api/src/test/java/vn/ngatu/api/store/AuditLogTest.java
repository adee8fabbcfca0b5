package vn.ngatu.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@BothDatabases
class AuditLogTest {

    private static final Instant NOON = Instant.parse("2026-11-22T05:00:00.123456Z");

    private static AuditEntry entry(String actor, String action, String subject) {
        return new AuditEntry(NOON, actor, action, subject, Map.of("z", "Đường \"Láng\"\n\u0001", "a", "1"));
    }

    private static AuditLog filled(Database database, int rows) {
        AuditLog log = new AuditLog(database);
        IntStream.rangeClosed(1, rows).forEach(row -> log.append(entry("lan", "case.view", "case" + row)));
        return log;
    }

    @Test
    void anEmptyLogHolds(Database database) {
        assertThat(new AuditLog(database).verify()).isEqualTo(new AuditLog.Check(0, null, null));
    }

    @Test
    void rowsComeBackAsTheyWereWrittenNewestFirst(Database database) {
        AuditLog log = filled(database, 3);
        List<AuditRow> rows = log.page(AuditLog.Filter.ALL, null, 2);
        assertThat(rows).extracting(AuditRow::seq).containsExactly(3L, 2L);
        assertThat(rows.get(0).entry()).isEqualTo(entry("lan", "case.view", "case3"));
        assertThat(rows.get(0).previous()).isEqualTo(rows.get(1).hash());
        assertThat(log.page(AuditLog.Filter.ALL, 2L, 2))
                .extracting(AuditRow::seq)
                .containsExactly(1L);
        assertThat(log.after(1, 10)).extracting(AuditRow::seq).containsExactly(2L, 3L);
        assertThat(log.verify()).isEqualTo(new AuditLog.Check(3, null, null));
    }

    @Test
    void rowsAreFoundByEachOfTheirMarks(Database database) {
        AuditLog log = filled(database, 2);
        log.append(new AuditEntry(NOON.plusSeconds(60), "minh", "login", null, Map.of()));
        assertThat(log.page(new AuditLog.Filter(null, null, "minh", null, null), null, 9))
                .hasSize(1);
        assertThat(log.page(new AuditLog.Filter(null, null, null, "case.", null), null, 9))
                .hasSize(2);
        assertThat(log.page(new AuditLog.Filter(null, null, null, "case", null), null, 9))
                .isEmpty();
        assertThat(log.page(new AuditLog.Filter(null, null, null, null, "case2"), null, 9))
                .hasSize(1);
        assertThat(log.page(new AuditLog.Filter(NOON.plusSeconds(1), null, null, null, null), null, 9))
                .hasSize(1);
        assertThat(log.page(new AuditLog.Filter(null, NOON.plusSeconds(1), null, null, null), null, 9))
                .hasSize(2);
        assertThat(log.page(new AuditLog.Filter(null, null, null, "%", null), null, 9))
                .isEmpty();
    }

    @Test
    void theFirstChangedRowIsNamed(Database database) {
        AuditLog log = filled(database, 5);
        database.change(handle -> handle.execute("update audit set actor = 'minh' where seq = 3"));
        assertThat(log.verify().broken()).isEqualTo(3);
        assertThat(log.verify().why()).contains("changed");
    }

    @Test
    void aRowThatWasRewrittenWithItsHashIsFoundAtTheNext(Database database) {
        AuditLog log = filled(database, 5);
        AuditRow second = log.after(1, 1).get(0);
        AuditRow forged = AuditRow.after(2, second.previous(), entry("minh", "case.view", "case2"));
        database.change(
                handle -> handle.execute("update audit set actor = 'minh', hash = ? where seq = 2", forged.hash()));
        assertThat(log.verify().broken()).isEqualTo(3);
    }

    @Test
    void aRemovedRowIsNamed(Database database) {
        AuditLog log = filled(database, 5);
        database.change(handle -> handle.execute("delete from audit where seq = 4"));
        assertThat(log.verify()).isEqualTo(new AuditLog.Check(3, 4L, "missing: row 5 follows row 3"));
    }

    @Test
    void removedNewestRowsAreMissed(Database database) {
        AuditLog log = filled(database, 5);
        database.change(handle -> handle.execute("delete from audit where seq > 3"));
        assertThat(log.verify()).isEqualTo(new AuditLog.Check(3, 4L, "missing: the log's head is row 5"));
    }

    @Test
    void aRowWithoutAnythingReadableIsNamedAndStillShown(Database database) {
        AuditLog log = filled(database, 2);
        database.change(handle -> handle.execute("update audit set detail = 'gone' where seq = 1"));
        assertThat(log.verify().broken()).isEqualTo(1);
        assertThat(log.after(0, 1).get(0).entry().detail()).containsEntry("unreadable", "gone");
    }

    @Test
    void whatFailedLeavesNoRow(Database database) {
        AuditLog log = filled(database, 1);
        assertThatThrownBy(() -> database.change(handle -> {
                    log.append(handle, entry("lan", "case.decide", "case1"));
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log.verify()).isEqualTo(new AuditLog.Check(1, null, null));
    }

    @Test
    void actionsAndActorsAreChecked(Database database) {
        AuditLog log = new AuditLog(database);
        assertThatThrownBy(() -> log.append(entry("lan", "Case view", "c")))
                .hasMessage("action: 'Case view' (expected: like case.decide)");
        assertThatThrownBy(() -> log.append(entry(" ", "login", "c"))).hasMessageContaining("expected: a name");
    }

    @Test
    void manyWritersMakeOneChain(TestDatabase both) throws InterruptedException {
        // Two pools on the same database stand for two processes.
        try (Database first = Database.open(both.location());
                Database second = Database.open(both.location())) {
            ExecutorService threads = Executors.newFixedThreadPool(16);
            for (int i = 0; i < 200; i++) {
                AuditLog log = new AuditLog(i % 2 == 0 ? first : second);
                String subject = "case" + i;
                threads.execute(() -> log.append(entry("lan", "case.view", subject)));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new AuditLog(first).verify()).isEqualTo(new AuditLog.Check(200, null, null));
        }
    }
}
