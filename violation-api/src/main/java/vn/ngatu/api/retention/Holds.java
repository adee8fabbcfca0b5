package vn.ngatu.api.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.Refusal;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** Legal holds: while one is on a case, its evidence is not deleted however old it is. Thread-safe. */
public final class Holds {

    private static final int MOST_WORDS = 500;

    private final Database database;
    private final AuditLog audit;
    private final CaseChanges changes;

    /** The holds in {@code database}. */
    public Holds(Database database, AuditLog audit, CaseChanges changes) {
        this.database = database;
        this.audit = audit;
        this.changes = changes;
    }

    /**
     * One hold.
     *
     * @param liftedBy who lifted it; null while it is on
     */
    public record Hold(
            String placedBy,
            String why,
            Instant placedAt,
            @Nullable String liftedBy,
            @Nullable Instant liftedAt) {}

    /** Puts a hold on the case {@code id}, on top of others. */
    public void place(String id, Reviewer who, String why, Instant now) {
        if (why.isBlank() || why.length() > MOST_WORDS) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "why: " + why.length() + " characters (expected: a reason, at most " + MOST_WORDS + ")");
        }
        Case of = new Cases(database).get(id, who);
        database.change(handle -> {
            int marked = handle.execute(
                    "update cases set held = 1, version = version + 1 where id = ? and purged_at is null", id);
            if (marked == 0) {
                throw new RefusedException(Refusal.WRONG_STATE, "case " + of.id() + ": its evidence was deleted");
            }
            handle.execute(
                    "insert into holds (case_id, number, placed_by, why, placed_at) values (?, ?, ?, ?, ?)",
                    id,
                    list(handle, id).size() + 1,
                    who.name(),
                    why,
                    now.toEpochMilli());
            audit.append(handle, new AuditEntry(now, who.name(), "case.hold", id, Map.of("why", why)));
        });
        changes.tell(id);
    }

    /** Lifts every hold on the case {@code id}. */
    public void lift(String id, Reviewer who, Instant now) {
        Case of = new Cases(database).get(id, who);
        database.change(handle -> {
            int lifted = handle.execute(
                    "update holds set lifted_by = ?, lifted_at = ? where case_id = ? and lifted_at is null",
                    who.name(),
                    now.toEpochMilli(),
                    id);
            if (lifted == 0) {
                throw new RefusedException(Refusal.WRONG_STATE, "case " + of.id() + ": no hold (expected: one)");
            }
            handle.execute("update cases set held = 0, version = version + 1 where id = ?", id);
            audit.append(handle, new AuditEntry(now, who.name(), "case.unhold", id, Map.of()));
        });
        changes.tell(id);
    }

    /** The holds on the case {@code id} in their order, also the lifted ones. */
    public List<Hold> list(String id, Reviewer who) {
        new Cases(database).get(id, who);
        return database.read(handle -> list(handle, id));
    }

    private static List<Hold> list(Handle handle, String id) {
        return handle.createQuery("select * from holds where case_id = :id order by number")
                .bind("id", id)
                .map((row, context) -> new Hold(
                        row.getString("placed_by"),
                        row.getString("why"),
                        Instant.ofEpochMilli(row.getLong("placed_at")),
                        row.getString("lifted_by"),
                        row.getString("lifted_by") == null ? null : Instant.ofEpochMilli(row.getLong("lifted_at"))))
                .list();
    }
}
