package vn.ngatu.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.ngatu.api.cases.TestCases.HOA;
import static vn.ngatu.api.cases.TestCases.LAN;
import static vn.ngatu.api.cases.TestCases.NOON;
import static vn.ngatu.api.cases.TestCases.add;
import static vn.ngatu.api.cases.TestCases.desk;
import static vn.ngatu.api.cases.TestCases.simple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

@BothDatabases
class RetentionTest {

    private static final Instant DECIDED = NOON.plusSeconds(60);

    private final Path root;

    private Database database;
    private AuditLog audit;
    private Holds holds;
    private Retention retention;

    RetentionTest(@TempDir Path root) {
        this.root = root;
    }

    @BeforeEach
    void open(Database opened) throws IOException {
        database = opened;
        audit = new AuditLog(database);
        holds = new Holds(database, audit, new CaseChanges());
        retention = new Retention(database, audit, new CaseChanges(), RetentionPolicy.defaults(), root);
        add(database, simple(1));
        Path evidence = Files.createDirectories(root.resolve(simple(1).evidence()));
        Files.writeString(evidence.resolve("manifest.json"), "{}");
    }

    private Case only() {
        return new Cases(database).get(simple(1).id(), HOA);
    }

    private boolean isThere() {
        return Files.exists(root.resolve(simple(1).evidence()));
    }

    private Case decide(Decision decision) {
        Desk desk = desk(database);
        Case taken = desk.next(LAN, DECIDED).orElseThrow();
        return desk.decide(taken.id(), taken.version(), LAN, decision, DECIDED);
    }

    private Case rejected() {
        return decide(Decision.reject(RejectReason.NOT_AN_OFFENCE));
    }

    @Test
    void rejectedCasesAreKeptForThirtyDays() throws IOException {
        rejected();
        Instant due = DECIDED.plus(Duration.ofDays(30));
        assertThat(retention.run(due.minusMillis(1))).isZero();
        assertThat(isThere()).isTrue();
        assertThat(retention.run(due)).isEqualTo(1);
        assertThat(isThere()).isFalse();
        assertThat(retention.run(due)).isZero();
        assertThat(retention.certificates(9))
                .containsExactly(new Certificate(
                        simple(1).id(),
                        "rejected",
                        "30 days after the decision",
                        due,
                        simple(1).manifest(),
                        due,
                        due));
    }

    @Test
    void whatTellsOfAPersonGoesWithTheEvidenceAndTheRestStays() throws IOException {
        rejected();
        retention.run(DECIDED.plus(Duration.ofDays(30)));
        Case purged = only();
        assertThat(purged.plateRead()).isNull();
        assertThat(purged.purgedAt()).isNotNull();
        assertThat(purged.reason()).isEqualTo(RejectReason.NOT_AN_OFFENCE);
        assertThat(new Cases(database).line(purged.id(), HOA)).isEqualTo("{}");
        assertThat(new Cases(database).history(purged.id(), HOA))
                .singleElement()
                .satisfies(decision -> assertThat(decision.plate()).isNull());
        assertThat(audit.page(AuditLog.Filter.ALL, null, 99))
                .noneMatch(row -> row.entry().toString().contains("59F112345"));
        assertThat(audit.verify().ok()).isTrue();
    }

    @Test
    void confirmedCasesAreKeptForTheLimitationAndTheAppeal() throws IOException {
        decide(Decision.confirm());
        Instant due = RetentionPolicy.defaults().keepUntil(only());
        // The act ended nine seconds before noon; a year of limitation, and 365 days.
        assertThat(due).isEqualTo(Instant.parse("2027-11-22T04:59:51Z").plus(Duration.ofDays(365)));
        assertThat(retention.run(due.minusMillis(1))).isZero();
        assertThat(retention.run(due)).isEqualTo(1);
        assertThat(retention.certificates(9).get(0).dataClass()).isEqualTo("confirmed");
    }

    @Test
    void aCaseConfirmedLateIsKeptForTheAppealAfterIt() {
        Case confirmed = decide(Decision.confirm());
        Instant late = NOON.plus(Duration.ofDays(500));
        database.change(handle -> handle.execute("update cases set closed_at = ?", late.toEpochMilli()));
        assertThat(RetentionPolicy.defaults().keepUntil(only())).isEqualTo(late.plus(Duration.ofDays(365)));
        assertThat(RetentionPolicy.defaults().isDue(confirmed, late)).isFalse();
    }

    @Test
    void undecidedCasesAreKeptUntilTheyCanNoLongerBePunished() throws IOException {
        Instant due = Instant.parse("2027-11-22T04:59:51Z").plus(Duration.ofDays(30));
        assertThat(retention.run(due.minusMillis(1))).isZero();
        assertThat(retention.run(due)).isEqualTo(1);
        assertThat(desk(database).next(LAN, due)).isEmpty();
        assertThatThrownBy(() -> desk(database).take(simple(1).id(), LAN, due))
                .hasMessageContaining("its evidence was deleted");
    }

    @Test
    void nothingIsDeletedUnderAHold() throws IOException {
        rejected();
        holds.place(simple(1).id(), HOA, "court file 12/2026", DECIDED);
        holds.place(simple(1).id(), HOA, "appeal", DECIDED.plusSeconds(1));
        Instant muchLater = DECIDED.plus(Duration.ofDays(4000));
        assertThat(retention.run(muchLater)).isZero();
        assertThat(isThere()).isTrue();
        assertThat(only().held()).isTrue();
        holds.lift(simple(1).id(), HOA, muchLater);
        assertThat(holds.list(simple(1).id(), HOA))
                .extracting(Holds.Hold::liftedBy)
                .containsExactly("hoa", "hoa");
        assertThat(retention.run(muchLater)).isEqualTo(1);
        assertThatThrownBy(() -> holds.place(simple(1).id(), HOA, "too late", muchLater))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("was deleted");
    }

    @Test
    void aHoldNeedsAReasonAndACaseOfOnesOwnCameras() {
        assertThatThrownBy(() -> holds.place(simple(1).id(), HOA, " ", NOON)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> holds.lift(simple(1).id(), HOA, NOON)).hasMessageContaining("no hold");
        Reviewer elsewhere = new Reviewer("an", true, Set.of("cam-2"));
        assertThatThrownBy(() -> holds.place(simple(1).id(), elsewhere, "why", NOON))
                .hasMessageContaining("not found");
        assertThat(only().held()).isFalse();
    }

    @Test
    void anInterruptedDeletionGoesOn() throws IOException {
        rejected();
        Instant due = DECIDED.plus(Duration.ofDays(30));
        // What can't be deleted: a folder with something in it.
        Path inside = Files.createDirectories(root.resolve(simple(1).evidence()).resolve("folder/inside"));
        assertThatThrownBy(() -> retention.run(due)).isInstanceOf(IOException.class);
        assertThat(only().purgedAt()).isEqualTo(due);
        assertThat(retention.certificates(9).get(0).doneAt()).isNull();
        Files.delete(inside);
        Files.delete(inside.getParent());
        Instant next = due.plusSeconds(60);
        assertThat(retention.run(next)).isEqualTo(1);
        assertThat(retention.certificates(9).get(0).doneAt()).isEqualTo(next);
    }
}
