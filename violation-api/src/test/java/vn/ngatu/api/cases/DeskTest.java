package vn.ngatu.api.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.ngatu.api.cases.TestCases.HOA;
import static vn.ngatu.api.cases.TestCases.LAN;
import static vn.ngatu.api.cases.TestCases.MINH;
import static vn.ngatu.api.cases.TestCases.NOON;
import static vn.ngatu.api.cases.TestCases.add;
import static vn.ngatu.api.cases.TestCases.desk;
import static vn.ngatu.api.cases.TestCases.motorcycle;
import static vn.ngatu.api.cases.TestCases.simple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.review.Refusal;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.review.Stage;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.AuditRow;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

@BothDatabases
class DeskTest {

    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Decision CONFIRM = Decision.confirm();
    private static final Decision REJECT = Decision.reject(RejectReason.WRONG_VEHICLE);

    private static void refused(Refusal refusal, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private static Case take(Desk desk, Reviewer who, Instant now) {
        return desk.next(who, now).orElseThrow();
    }

    private static Case decide(Desk desk, Reviewer who, Decision decision, Instant now) {
        Case taken = take(desk, who, now);
        return desk.decide(taken.id(), taken.version(), who, decision, now);
    }

    @Test
    void theOldestCaseComesFirstAndNobodyElseGetsIt(Database database) {
        add(database, simple(2), simple(1));
        Desk desk = desk(database);
        Case first = take(desk, LAN, LATER);
        assertThat(first.id()).isEqualTo(simple(2).id());
        assertThat(first.state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(take(desk, MINH, LATER).id()).isEqualTo(simple(1).id());
        assertThat(desk.next(HOA, LATER)).isEmpty();
        refused(Refusal.TAKEN, () -> desk.take(first.id(), MINH, LATER));
        refused(Refusal.NOT_IN_HAND, () -> desk.decide(first.id(), first.version(), MINH, CONFIRM, LATER));
    }

    @Test
    void aConfirmedCaseIsClosedWithItsPlate(Database database) {
        add(database, simple(1));
        Case closed = decide(desk(database), LAN, CONFIRM, LATER);
        assertThat(closed.state()).isEqualTo(CaseState.CONFIRMED);
        assertThat(closed.stage()).isEqualTo(Stage.CLOSED);
        assertThat(closed.plate()).isEqualTo("59F112345");
        assertThat(closed.lease()).isNull();
        assertThat(closed.closedAt()).isEqualTo(LATER);
    }

    @Test
    void aRejectedCaseKeepsItsReasonAndNoPlate(Database database) {
        add(database, simple(1));
        Case closed = decide(desk(database), LAN, REJECT, LATER);
        assertThat(closed.state()).isEqualTo(CaseState.REJECTED);
        assertThat(closed.reason()).isEqualTo(RejectReason.WRONG_VEHICLE);
        assertThat(closed.plate()).isNull();
    }

    @Test
    void whatChangedMeanwhileIsNotDecided(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case taken = take(desk, LAN, LATER);
        desk.typePlate(taken.id(), taken.version(), LAN, "59-F1 123.46", LATER);
        refused(Refusal.CHANGED, () -> desk.decide(taken.id(), taken.version(), LAN, CONFIRM, LATER));
    }

    @Test
    void aLeaseThatWasNotRenewedLapses(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case taken = take(desk, LAN, LATER);
        Instant end = LATER.plus(Duration.ofMinutes(5));
        refused(Refusal.NOT_IN_HAND, () -> desk.decide(taken.id(), taken.version(), LAN, CONFIRM, end));
        assertThat(take(desk, MINH, end).id()).isEqualTo(taken.id());
        refused(Refusal.NOT_IN_HAND, () -> desk.renew(taken.id(), LAN, end));
    }

    @Test
    void aRenewedLeaseHolds(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case taken = take(desk, LAN, LATER);
        Case renewed = desk.renew(taken.id(), LAN, LATER.plusSeconds(299));
        Instant end = LATER.plus(Duration.ofMinutes(6));
        assertThat(desk.next(MINH, end)).isEmpty();
        assertThat(desk.decide(taken.id(), renewed.version(), LAN, CONFIRM, end).state())
                .isEqualTo(CaseState.CONFIRMED);
    }

    @Test
    void aCaseGivenBackIsNewAgain(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case back = desk.release(take(desk, LAN, LATER).id(), LAN, LATER);
        assertThat(back.state()).isEqualTo(CaseState.NEW);
        assertThat(take(desk, MINH, LATER).id()).isEqualTo(back.id());
    }

    @Test
    void onePersonHoldsThreeCasesAtMost(Database database) {
        add(database, simple(1), simple(2), simple(3), simple(4));
        Desk desk = desk(database);
        Case first = take(desk, LAN, LATER);
        take(desk, LAN, LATER.plusSeconds(1));
        take(desk, LAN, LATER.plusSeconds(2));
        assertThat(take(desk, LAN, LATER.plusSeconds(3))).isEqualTo(first);
        assertThat(new Cases(database).inHand(LAN, LATER.plusSeconds(3))).hasSize(3);
    }

    @Test
    void anotherPersonLooksAgainWithoutKnowingTheFirstDecision(Database database) {
        add(database, motorcycle(1, "59F112345", 0.89, NOON));
        Desk desk = desk(database);
        Cases cases = new Cases(database);
        Case first = decide(desk, LAN, CONFIRM, LATER);
        assertThat(first.state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(first.stage()).isEqualTo(Stage.SECOND);
        Instant free = LATER.plusSeconds(10);
        assertThat(desk.next(LAN, free)).isEmpty();
        refused(Refusal.NOT_YOUR_TURN, () -> desk.take(first.id(), LAN, free));
        Case second = take(desk, MINH, free);
        assertThat(second.plate()).isNull();
        assertThat(second.draftPlate()).isNull();
        assertThat(cases.history(first.id(), MINH)).isEmpty();
        assertThat(cases.history(first.id(), HOA)).isEmpty();
        assertThat(cases.history(first.id(), LAN)).hasSize(1);
        Case closed = desk.decide(second.id(), second.version(), MINH, CONFIRM, free);
        assertThat(closed.state()).isEqualTo(CaseState.CONFIRMED);
        assertThat(cases.history(first.id(), MINH))
                .extracting(DecisionRecord::officer)
                .containsExactly("lan", "minh");
    }

    @Test
    void aSureMotorcycleWithItsPlateReadNeedsNoSecondLook(Database database) {
        add(database, motorcycle(1, "59F112345", 0.9, NOON));
        assertThat(decide(desk(database), LAN, CONFIRM, LATER).stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void aSecondLookIsAlsoDueWhenTheFirstRejects(Database database) {
        add(database, TestCases.of(1, "cam-1", "red-light", "car", "30A24656", 0.99, NOON));
        assertThat(decide(desk(database), LAN, REJECT, LATER).stage()).isEqualTo(Stage.SECOND);
    }

    @Test
    void aDisagreementIsASupervisorsToSettle(Database database) {
        add(database, motorcycle(1, "59F112345", 0.5, NOON));
        Desk desk = desk(database);
        decide(desk, LAN, CONFIRM, LATER);
        Case open = decide(desk, MINH, REJECT, LATER.plusSeconds(10));
        assertThat(open.stage()).isEqualTo(Stage.SUPERVISOR);
        Instant free = LATER.plusSeconds(20);
        Reviewer other = new Reviewer("tu", false, null);
        assertThat(desk.next(other, free)).isEmpty();
        refused(Refusal.NOT_YOUR_TURN, () -> desk.take(open.id(), other, free));
        assertThat(new Cases(database).history(open.id(), HOA)).hasSize(2);
        assertThat(decide(desk, HOA, CONFIRM, free).state()).isEqualTo(CaseState.CONFIRMED);
    }

    @Test
    void aSupervisorWhoDecidedBeforeCannotSettleIt(Database database) {
        add(database, motorcycle(1, "59F112345", 0.5, NOON));
        Desk desk = desk(database);
        decide(desk, HOA, CONFIRM, LATER);
        decide(desk, MINH, REJECT, LATER.plusSeconds(10));
        assertThat(desk.next(HOA, LATER.plusSeconds(20))).isEmpty();
    }

    @Test
    void twoDifferentPlatesAreADisagreementAndTwoSpellingsAreNot(Database database) {
        add(database, motorcycle(1, null, 0.95, NOON), motorcycle(2, null, 0.95, NOON.plusSeconds(9)));
        Desk desk = desk(database);
        for (String[] plates : new String[][] {{"59-F1 123.45", "59f112345"}, {"59F112346", "59F112348"}}) {
            Case first = take(desk, LAN, LATER);
            Case typed = desk.typePlate(first.id(), first.version(), LAN, plates[0], LATER);
            desk.decide(first.id(), typed.version(), LAN, CONFIRM, LATER);
            Case second = desk.take(first.id(), MINH, LATER.plusSeconds(10));
            Case again = desk.typePlate(second.id(), second.version(), MINH, plates[1], LATER.plusSeconds(10));
            desk.decide(second.id(), again.version(), MINH, CONFIRM, LATER.plusSeconds(10));
        }
        Cases cases = new Cases(database);
        assertThat(cases.get(motorcycle(1, null, 1, null).id(), HOA).state()).isEqualTo(CaseState.CONFIRMED);
        assertThat(cases.get(motorcycle(2, null, 1, null).id(), HOA).stage()).isEqualTo(Stage.SUPERVISOR);
    }

    @Test
    void aPlateIsNeededToConfirmAndNotToReject(Database database) {
        add(database, motorcycle(1, null, 0.95, NOON));
        Desk desk = desk(database);
        Case taken = take(desk, LAN, LATER);
        refused(Refusal.INVALID, () -> desk.decide(taken.id(), taken.version(), LAN, CONFIRM, LATER));
        refused(Refusal.INVALID, () -> desk.typePlate(taken.id(), taken.version(), LAN, "<b>", LATER));
        Decision unreadable = Decision.reject(RejectReason.PLATE_UNREADABLE);
        assertThat(desk.decide(taken.id(), taken.version(), LAN, unreadable, LATER)
                        .state())
                .isEqualTo(CaseState.REJECTED);
    }

    @Test
    void aTypedPlateIsShownToNobodyElse(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case taken = take(desk, LAN, LATER);
        desk.typePlate(taken.id(), taken.version(), LAN, "59-F1 999.99", LATER);
        Cases cases = new Cases(database);
        assertThat(cases.get(taken.id(), LAN).draftPlate()).isEqualTo("59-F1 999.99");
        assertThat(cases.get(taken.id(), MINH).draftPlate()).isNull();
        assertThat(cases.list(CaseFilter.ALL, MINH, null, 9).cases().get(0).draftPlate())
                .isNull();
    }

    @Test
    void aDecisionCanBeTakenBackForTenSeconds(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case closed = decide(desk, LAN, REJECT, LATER);
        refused(Refusal.NOT_YOUR_TURN, () -> desk.undo(closed.id(), MINH, LATER));
        Case open = desk.undo(closed.id(), LAN, LATER.plusSeconds(10));
        assertThat(open.state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(open.reason()).isNull();
        assertThat(desk.decide(open.id(), open.version(), LAN, CONFIRM, LATER.plusSeconds(11))
                        .state())
                .isEqualTo(CaseState.CONFIRMED);
        assertThat(new Cases(database).history(open.id(), LAN))
                .extracting(DecisionRecord::stands)
                .containsExactly(false, true);
    }

    @Test
    void afterTenSecondsADecisionStands(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Case closed = decide(desk, LAN, REJECT, LATER);
        refused(Refusal.TOO_LATE, () -> desk.undo(closed.id(), LAN, LATER.plusSeconds(11)));
    }

    @Test
    void nobodyGetsACaseWhileItsDecisionCanBeTakenBack(Database database) {
        add(database, motorcycle(1, "59F112345", 0.5, NOON));
        Desk desk = desk(database);
        Case first = decide(desk, LAN, CONFIRM, LATER);
        assertThat(desk.next(MINH, LATER.plusMillis(9_999))).isEmpty();
        refused(Refusal.TAKEN, () -> desk.take(first.id(), MINH, LATER.plusSeconds(9)));
    }

    @Test
    void onlyWhatIsConfirmedForGoodIsExported(Database database) {
        add(database, simple(1), simple(2));
        Desk desk = desk(database);
        Case confirmed = decide(desk, LAN, CONFIRM, LATER);
        refused(Refusal.WRONG_STATE, () -> desk.exported(confirmed.id(), confirmed.version(), HOA, LATER));
        Case exported = desk.exported(confirmed.id(), confirmed.version(), HOA, LATER.plusSeconds(10));
        assertThat(exported.state()).isEqualTo(CaseState.EXPORTED);
        refused(Refusal.TOO_LATE, () -> desk.undo(exported.id(), LAN, LATER.plusSeconds(10)));
        Case fresh = new Cases(database).get(simple(2).id(), HOA);
        refused(Refusal.WRONG_STATE, () -> desk.exported(fresh.id(), fresh.version(), HOA, LATER));
    }

    @Test
    void oneActIsConfirmedOnce(Database database) {
        add(
                database,
                motorcycle(1, "59F112345", 0.95, NOON),
                motorcycle(2, "59-F1 123.45", 0.95, NOON.plusSeconds(3)),
                motorcycle(3, "59F112345", 0.95, NOON.plusMillis(3_001)));
        Desk desk = desk(database);
        decide(desk, LAN, CONFIRM, LATER);
        Case second = take(desk, LAN, LATER);
        refused(Refusal.DUPLICATE, () -> desk.decide(second.id(), second.version(), LAN, CONFIRM, LATER));
        desk.decide(second.id(), second.version(), LAN, Decision.reject(RejectReason.DUPLICATE), LATER);
        assertThat(decide(desk, LAN, CONFIRM, LATER).state()).isEqualTo(CaseState.CONFIRMED);
    }

    @Test
    void anActOfLastYearCanOnlyBeRejected(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Instant nextYear = Instant.parse("2027-11-22T05:00:00Z");
        Case taken = take(desk, LAN, nextYear);
        refused(Refusal.OUT_OF_TIME, () -> desk.decide(taken.id(), taken.version(), LAN, CONFIRM, nextYear));
        Decision late = Decision.reject(RejectReason.OUT_OF_TIME);
        assertThat(desk.decide(taken.id(), taken.version(), LAN, late, nextYear).state())
                .isEqualTo(CaseState.REJECTED);
    }

    @Test
    void casesOfOtherCamerasDoNotExistForAPerson(Database database) {
        add(database, simple(1));
        Desk desk = desk(database);
        Reviewer elsewhere = new Reviewer("an", true, Set.of("cam-2"));
        assertThat(desk.next(elsewhere, LATER)).isEmpty();
        refused(Refusal.NOT_FOUND, () -> desk.take(simple(1).id(), elsewhere, LATER));
        assertThat(new Cases(database).find(simple(1).id(), elsewhere)).isEmpty();
        assertThat(new Cases(database).list(CaseFilter.ALL, elsewhere, null, 9).cases())
                .isEmpty();
        assertThat(desk.next(new Reviewer("an", true, Set.of()), LATER)).isEmpty();
    }

    @Test
    void everyStepIsInTheAuditLogAndTold(Database database) {
        add(database, simple(1));
        AuditLog audit = new AuditLog(database);
        CaseChanges changes = new CaseChanges();
        List<String> told = new java.util.ArrayList<>();
        Runnable end = changes.listen(told::add);
        Desk desk = new Desk(database, audit, changes, TestCases.policy());
        Case closed = decide(desk, LAN, CONFIRM, LATER);
        end.run();
        desk.undo(closed.id(), LAN, LATER);
        assertThat(audit.after(0, 9))
                .extracting(AuditRow::entry)
                .extracting(entry -> entry.actor() + " " + entry.action())
                .containsExactly("lan case.take", "lan case.decide", "lan case.undo");
        assertThat(told).containsExactly(closed.id(), closed.id());
        assertThat(audit.verify().ok()).isTrue();
    }

    @Test
    void nothingWaitsInAnEmptyStore(Database database) {
        assertThat(desk(database).next(LAN, LATER)).isEqualTo(Optional.empty());
        refused(Refusal.NOT_FOUND, () -> desk(database).take("x", LAN, LATER));
    }
}
