package vn.ngatu.api.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.ngatu.api.cases.TestCases.HOA;
import static vn.ngatu.api.cases.TestCases.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.review.Stage;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.AuditRow;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

/**
 * Two hundred people decide every case there is, all at once, a third of the cases twice; then what they were told is
 * compared with the cases and with the audit log. {@code -Dngatu.store.cases=20000} makes it long.
 */
@BothDatabases
class ManyClientsTest {

    private static final int CLIENTS = 200;
    private static final int CASES = Integer.getInteger("ngatu.store.cases", 300);
    private static final Instant LATER = NOON.plusSeconds(3600);

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    private static ReviewPolicy policy() {
        ReviewPolicy usual = TestCases.policy();
        return new ReviewPolicy(
                usual.lease(), 3, Duration.ZERO, usual.certain(), 0, false, usual.presence(), usual.crossing());
    }

    private static NewCase numbered(int number) {
        return TestCases.motorcycle(number, null, number % 3 == 0 ? 0.5 : 0.95, NOON.plusSeconds(number));
    }

    @Test
    void noDecisionIsLostOrMadeTwice(Database database) throws Exception {
        add(database);
        AuditLog audit = new AuditLog(database);
        Desk desk = new Desk(database, audit, new CaseChanges(), policy());
        Cases cases = new Cases(database);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> clients = IntStream.range(0, CLIENTS)
                .<Future<?>>mapToObj(number -> threads.submit(() -> work(desk, cases, "officer" + number)))
                .toList();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
        for (Future<?> client : clients) {
            client.get();
        }

        long twice = IntStream.range(0, CASES).filter(number -> number % 3 == 0).count();
        assertThat(accepted).as("decisions on cases of others").isEmpty();
        assertThat(acknowledged).hasSize((int) (CASES + twice)).doesNotHaveDuplicates();
        assertThat(logged(audit)).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(audit.verify().ok()).isTrue();
        for (int number = 0; number < CASES; number++) {
            Case closed = cases.get(numbered(number).id(), HOA);
            List<DecisionRecord> made = cases.history(closed.id(), HOA);
            assertThat(closed.state()).isEqualTo(CaseState.CONFIRMED);
            assertThat(made).hasSize(number % 3 == 0 ? 2 : 1);
            assertThat(made.stream().map(DecisionRecord::officer).distinct()).hasSameSizeAs(made);
        }
    }

    private static void add(Database database) {
        TestCases.add(
                database,
                IntStream.range(0, CASES).mapToObj(ManyClientsTest::numbered).toArray(NewCase[]::new));
    }

    private void work(Desk desk, Cases cases, String name) {
        Reviewer who = new Reviewer(name, false, null);
        for (Optional<Case> next = desk.next(who, LATER); next.isPresent(); next = desk.next(who, LATER)) {
            Case taken = next.get();
            steal(desk, cases, who);
            desk.decide(taken.id(), taken.version(), who, Decision.confirm(), LATER);
            acknowledged.add(taken.id() + " " + taken.stage().label() + " " + name);
            steal(desk, taken, who);
        }
    }

    // The newest case that somebody else may have in hand.
    private void steal(Desk desk, Cases cases, Reviewer who) {
        cases.list(CaseFilter.ALL, who, null, 5).cases().stream()
                .filter(shown -> shown.stage() != Stage.CLOSED
                        && shown.lease() != null
                        && !shown.lease().holder().equals(who.name()))
                .findFirst()
                .ifPresent(shown -> steal(desk, shown, who));
    }

    private void steal(Desk desk, Case of, Reviewer who) {
        try {
            Decision wrong = Decision.reject(RejectReason.DUPLICATE);
            desk.decide(of.id(), of.version(), who, wrong, LATER);
            accepted.add(of.id());
        } catch (RefusedException e) {
            assertThat(e).hasMessageContaining(of.id());
        }
    }

    private static List<String> logged(AuditLog audit) {
        return IntStream.range(0, 1 + CASES * 5 / AuditLog.MOST_ROWS)
                .boxed()
                .flatMap(page -> audit.after((long) page * AuditLog.MOST_ROWS, AuditLog.MOST_ROWS).stream())
                .map(AuditRow::entry)
                .filter(entry -> entry.action().equals("case.decide"))
                .map(entry -> entry.subject() + " " + entry.detail().get("stage") + " " + entry.actor())
                .toList();
    }
}
