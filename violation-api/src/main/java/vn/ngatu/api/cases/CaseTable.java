package vn.ngatu.api.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.review.Stage;

/** The rows of the tables {@code cases} and {@code decisions} as values. */
final class CaseTable {

    private CaseTable() {}

    static Optional<Case> find(Handle handle, String id) {
        return handle.createQuery("select * from cases where id = :id")
                .bind("id", id)
                .map((row, context) -> of(row))
                .findOne();
    }

    /** The decisions of a case in the order in which they were made, also those taken back. */
    static List<DecisionRecord> decisions(Handle handle, String id) {
        return handle.createQuery("select * from decisions where case_id = :id order by number")
                .bind("id", id)
                .map((row, context) -> decision(row))
                .list();
    }

    /** The decisions that were not taken back. */
    static List<DecisionRecord> standing(Handle handle, String id) {
        return decisions(handle, id).stream().filter(DecisionRecord::stands).toList();
    }

    /** Adds a decision of the case's present stage; all that were not taken back, with it. */
    static List<DecisionRecord> add(
            Handle handle, Case of, String officer, Decision decision, @Nullable String plate, Instant now) {
        Case.Lease lease = of.lease();
        handle.execute(
                "insert into decisions (case_id, number, stage, officer, reason, plate, taken_at, decided_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                of.id(),
                decisions(handle, of.id()).size() + 1,
                of.stage().label(),
                officer,
                decision.reason() == null ? null : decision.reason().label(),
                plate,
                (lease == null ? now : lease.takenAt()).toEpochMilli(),
                now.toEpochMilli());
        return standing(handle, of.id());
    }

    static Case of(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new Case(
                row.getString("id"),
                row.getString("camera"),
                row.getString("scene"),
                row.getString("kind"),
                row.getString("vehicle"),
                row.getDouble("confidence"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                act(row),
                CaseState.ofLabel(row.getString("state")),
                Stage.ofLabel(row.getString("stage")),
                row.getLong("version"),
                row.getString("plate_read"),
                row.getString("plate"),
                row.getString("draft_plate"),
                lease(row),
                Instant.ofEpochMilli(row.getLong("free_at")),
                reason == null ? null : RejectReason.ofLabel(reason).orElseThrow(),
                time(row, "closed_at"),
                row.getString("evidence"),
                row.getString("manifest"),
                row.getInt("held") != 0,
                time(row, "purged_at"));
    }

    private static Case.@Nullable Act act(ResultSet row) throws SQLException {
        Instant decisive = time(row, "acted_at");
        return decisive == null
                ? null
                : new Case.Act(
                        Instant.ofEpochMilli(row.getLong("act_start")),
                        decisive,
                        Instant.ofEpochMilli(row.getLong("act_end")));
    }

    private static Case.@Nullable Lease lease(ResultSet row) throws SQLException {
        String holder = row.getString("leased_by");
        return holder == null
                ? null
                : new Case.Lease(
                        holder,
                        Instant.ofEpochMilli(row.getLong("leased_at")),
                        Instant.ofEpochMilli(row.getLong("leased_until")));
    }

    private static DecisionRecord decision(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new DecisionRecord(
                row.getInt("number"),
                Stage.ofLabel(row.getString("stage")),
                row.getString("officer"),
                reason == null
                        ? Decision.confirm()
                        : Decision.reject(RejectReason.ofLabel(reason).orElseThrow()),
                row.getString("plate"),
                Instant.ofEpochMilli(row.getLong("taken_at")),
                Instant.ofEpochMilli(row.getLong("decided_at")),
                time(row, "undone_at"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
