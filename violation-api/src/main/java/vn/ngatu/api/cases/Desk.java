package vn.ngatu.api.cases;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.PlateText;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Course;
import vn.ngatu.api.review.Deadlines;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.review.Refusal;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.review.SecondReview;
import vn.ngatu.api.review.Stage;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Conditions;
import vn.ngatu.api.store.Database;

/**
 * Where people work on cases: take one, decide it, take that back. A case is in one person's hand at a time, and only that
 * person can decide it. Each call is one transaction with its row of the audit log, which never holds a plate: rows stay for ever; on the disk when it returns; what
 * can't be done is a {@link RefusedException}, and nothing was changed. Thread-safe.
 */
public final class Desk {

    private static final String ENGINE = "engine";
    private static final Pattern PLATE = Pattern.compile("[0-9A-ZĐ]{4,12}");
    private static final int SECRET_BYTES = 32;

    private final Database database;
    private final AuditLog audit;
    private final CaseChanges changes;
    private final ReviewPolicy policy;
    private final Duplicates duplicates;
    private final String secret;

    /** The desk of {@code database}; {@code changes} is told of what is done at it. */
    public Desk(Database database, AuditLog audit, CaseChanges changes, ReviewPolicy policy) {
        this.database = database;
        this.audit = audit;
        this.changes = changes;
        this.policy = policy;
        duplicates = new Duplicates(policy);
        secret = database.write(Desk::secret);
    }

    /**
     * Takes the case that should be decided next: first those that wait for a supervisor or a second reviewer, then new
     * ones, the oldest first. Who has {@link ReviewPolicy#inHand} cases in hand gets the one they took first.
     *
     * @return empty when nothing waits for {@code who}
     */
    public Optional<Case> next(Reviewer who, Instant now) {
        Optional<Case> next = database.write(handle -> {
            lapse(handle, now);
            List<Case> held = Cases.inHand(handle, who, now);
            return held.size() >= policy.inHand()
                    ? Optional.of(held.get(0))
                    : waiting(handle, who, now).map(found -> take(handle, found, who, now));
        });
        next.ifPresent(this::told);
        return next;
    }

    /** Takes the case {@code id}; who has it in hand already keeps it for longer. */
    public Case take(String id, Reviewer who, Instant now) {
        return told(database.write(handle -> {
            lapse(handle, now);
            Case found = find(handle, id, who);
            Case.Lease lease = found.lease();
            if (found.purgedAt() != null) {
                throw refused(Refusal.WRONG_STATE, found, "its evidence was deleted");
            }
            if (lease != null && lease.holder().equals(who.name())) {
                return renew(handle, found, who, now);
            }
            if (lease != null || found.freeAt().isAfter(now)) {
                throw refused(Refusal.TAKEN, found, "in another person's hand");
            }
            checkTurn(handle, found, who);
            return take(handle, found, who, now);
        }));
    }

    /** Keeps the case {@code id} in hand for another {@link ReviewPolicy#lease}. */
    public Case renew(String id, Reviewer who, Instant now) {
        return database.write(handle -> renew(handle, inHand(handle, id, who, now), who, now));
    }

    /** Gives the case {@code id} back undecided. */
    public Case release(String id, Reviewer who, Instant now) {
        return told(database.write(handle -> {
            Case found = inHand(handle, id, who, now);
            return released(found).apply(handle, audit, now, who.name(), "case.release");
        }));
    }

    /**
     * Notes the plate that {@code who}, who has the case in hand, sees; the decision then rests on it.
     *
     * @param plate the plate in any spelling; null for what the engine read
     */
    public Case typePlate(String id, long version, Reviewer who, @Nullable String plate, Instant now) {
        return told(database.write(handle -> {
            Case found = current(inHand(handle, id, who, now), version);
            String normal = PlateText.normal(plate);
            if (normal != null && !PLATE.matcher(normal).matches()) {
                throw refused(Refusal.INVALID, found, "plate '" + plate + "' (expected: 4 to 12 letters and digits)");
            }
            return new CaseChange(found)
                    .draft(normal == null ? null : String.valueOf(plate).strip())
                    .told("plate", normal == null ? "as read" : "typed")
                    .apply(handle, audit, now, who.name(), "case.plate");
        }));
    }

    /**
     * Decides the case {@code id}, which {@code who} has in hand.
     *
     * @param version the case's version that was decided on
     */
    public Case decide(String id, long version, Reviewer who, Decision decision, Instant now) {
        return told(database.write(handle -> {
            Case found = current(inHand(handle, id, who, now), version);
            String plate = found.draftPlate() == null ? found.plateRead() : found.draftPlate();
            if (decision.confirmed()) {
                checkConfirmable(handle, found, plate, now);
            }
            return decided(handle, found, who, decision, plate, now);
        }));
    }

    /** Takes back the last decision on the case {@code id}, which {@code who} made just now; they have it in hand again. */
    public Case undo(String id, Reviewer who, Instant now) {
        return told(database.write(handle -> {
            Case found = find(handle, id, who);
            List<DecisionRecord> standing = CaseTable.standing(handle, id);
            DecisionRecord last = standing.isEmpty() ? null : standing.get(standing.size() - 1);
            if (last == null || !last.officer().equals(who.name())) {
                throw refused(Refusal.NOT_YOUR_TURN, found, "not decided by " + who.name());
            }
            if (now.isAfter(found.freeAt()) || found.lease() != null || found.state() == CaseState.EXPORTED) {
                throw refused(Refusal.TOO_LATE, found, "decided at " + last.decidedAt());
            }
            handle.execute(
                    "update decisions set undone_at = ? where case_id = ? and number = ?",
                    now.toEpochMilli(),
                    id,
                    last.number());
            return new CaseChange(found)
                    .state(CaseState.IN_REVIEW)
                    .stage(last.stage())
                    .lease(who.name(), now, now.plus(policy.lease()))
                    .draft(last.plate())
                    .result(null, null, PlateText.key(found.plateRead()), null)
                    .apply(handle, audit, now, who.name(), "case.undo");
        }));
    }

    /** Notes that the confirmed case {@code id} was handed over to whoever deals with it further. */
    public Case exported(String id, long version, Reviewer who, Instant now) {
        return told(database.write(handle -> {
            Case found = current(find(handle, id, who), version);
            if (found.state() != CaseState.CONFIRMED || found.freeAt().isAfter(now)) {
                throw refused(Refusal.WRONG_STATE, found, found.state().label() + " (expected: confirmed for good)");
            }
            return new CaseChange(found).state(CaseState.EXPORTED).apply(handle, audit, now, who.name(), "case.export");
        }));
    }

    private Case decided(
            Handle handle, Case found, Reviewer who, Decision decision, @Nullable String plate, Instant now) {
        List<DecisionRecord> standing = CaseTable.add(handle, found, who.name(), decision, plate, now);
        DecisionRecord first = standing.get(0);
        Set<SecondReview.Reason> why = SecondReview.reasons(found, first.plate(), policy, secret);
        Course.Step step = Course.after(standing, !why.isEmpty());
        CaseChange change = new CaseChange(found)
                .state(step.state())
                .stage(step.stage())
                .noLease()
                .draft(null)
                .freeAt(now.plus(policy.undo()))
                .told("stage", found.stage().label())
                .told("outcome", decision.confirmed() ? "confirmed" : "rejected")
                .told(
                        "reason",
                        decision.reason() == null ? null : decision.reason().label())
                .told("plate", plate == null ? "none" : found.draftPlate() == null ? "as read" : "typed")
                .told("next", step.stage().label());
        DecisionRecord decisive = step.decisive();
        if (decisive != null) {
            String confirmed = decisive.decision().confirmed() ? decisive.plate() : null;
            String key = PlateText.key(confirmed == null ? found.plateRead() : confirmed);
            change.result(decisive.decision().reason(), confirmed, key, now);
        }
        return change.apply(handle, audit, now, who.name(), "case.decide");
    }

    private void checkConfirmable(Handle handle, Case found, @Nullable String plate, Instant now) {
        if (plate == null && policy.plateRequired()) {
            throw refused(Refusal.INVALID, found, "no plate (expected: the plate, or rejected as plate-unreadable)");
        }
        if (Deadlines.of(found).at(now) == Deadlines.Urgency.EXPIRED) {
            throw refused(Refusal.OUT_OF_TIME, found, "the act is over a year ago");
        }
        duplicates.confirmed(handle, found, plate).ifPresent(other -> {
            throw refused(Refusal.DUPLICATE, found, "the same act was confirmed as case " + other);
        });
    }

    private Case take(Handle handle, Case found, Reviewer who, Instant now) {
        return new CaseChange(found)
                .state(CaseState.IN_REVIEW)
                .lease(who.name(), now, now.plus(policy.lease()))
                .draft(null)
                .told("stage", found.stage().label())
                .apply(handle, audit, now, who.name(), "case.take");
    }

    private Case renew(Handle handle, Case found, Reviewer who, Instant now) {
        Case.Lease lease = found.lease();
        return new CaseChange(found)
                .lease(who.name(), lease == null ? now : lease.takenAt(), now.plus(policy.lease()))
                .apply(handle, audit, now, who.name(), "case.renew");
    }

    // Gives back what nobody renewed in time.
    private void lapse(Handle handle, Instant now) {
        handle.createQuery("select * from cases where leased_by is not null and leased_until <= :now")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> CaseTable.of(row))
                .list()
                .forEach(found -> released(found).apply(handle, audit, now, ENGINE, "case.lapse"));
    }

    private static CaseChange released(Case found) {
        Case.Lease lease = found.lease();
        return new CaseChange(found)
                .state(found.stage() == Stage.FIRST ? CaseState.NEW : CaseState.IN_REVIEW)
                .noLease()
                .draft(null)
                .told("holder", lease == null ? null : lease.holder());
    }

    private Optional<Case> waiting(Handle handle, Reviewer who, Instant now) {
        for (Stage stage : turns(who)) {
            Conditions conditions = new Conditions()
                    // The first is for the index, which leaves closed cases out.
                    .and("stage <> 'closed'")
                    .and("stage = :stage", "stage", stage.label())
                    .and("leased_by is null")
                    .and("purged_at is null")
                    .and("free_at <= :now", "now", now.toEpochMilli())
                    .in("camera", who.cameras())
                    .and(
                            "not exists (select 1 from decisions d where d.case_id = cases.id and d.officer = :name"
                                    + " and d.undone_at is null)",
                            "name",
                            who.name());
            Optional<Case> found = conditions
                    .bind(handle.createQuery("select * from cases where " + conditions.sql()
                            + " order by stage, received_at, id limit 1"))
                    .map((row, context) -> CaseTable.of(row))
                    .findOne();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<Stage> turns(Reviewer who) {
        return who.supervisor()
                ? List.of(Stage.SUPERVISOR, Stage.SECOND, Stage.FIRST)
                : List.of(Stage.SECOND, Stage.FIRST);
    }

    private static void checkTurn(Handle handle, Case found, Reviewer who) {
        if (found.stage() == Stage.CLOSED) {
            throw refused(Refusal.WRONG_STATE, found, found.state().label() + " (expected: undecided)");
        }
        boolean decided = CaseTable.standing(handle, found.id()).stream()
                .anyMatch(decision -> decision.officer().equals(who.name()));
        if (decided || !turns(who).contains(found.stage())) {
            throw refused(Refusal.NOT_YOUR_TURN, found, decided ? "decided by you before" : "waits for a supervisor");
        }
    }

    private static Case find(Handle handle, String id, Reviewer who) {
        return CaseTable.find(handle, id)
                .filter(found -> who.sees(found.camera()))
                .orElseThrow(() -> Cases.notFound(id));
    }

    private static Case inHand(Handle handle, String id, Reviewer who, Instant now) {
        Case found = find(handle, id, who);
        Case.Lease lease = found.lease();
        if (lease == null
                || !lease.holder().equals(who.name())
                || !lease.until().isAfter(now)) {
            throw refused(Refusal.NOT_IN_HAND, found, "not in your hand, or no longer");
        }
        return found;
    }

    private static Case current(Case found, long version) {
        if (found.version() != version) {
            throw refused(Refusal.CHANGED, found, "version " + version + " (expected: " + found.version() + ")");
        }
        return found;
    }

    private static RefusedException refused(Refusal refusal, Case found, String what) {
        return new RefusedException(refusal, "case " + found.id() + ": " + what);
    }

    private Case told(Case changed) {
        changes.tell(changed.id());
        return changed;
    }

    private static String secret(Handle handle) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        handle.execute(
                "insert into store_secrets (name, value) values ('sample', ?) on conflict (name) do nothing",
                HexFormat.of().formatHex(random));
        return handle.createQuery("select value from store_secrets where name = 'sample'")
                .mapTo(String.class)
                .one();
    }
}
