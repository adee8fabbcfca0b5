package vn.ngatu.api.cases;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Refusal;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.review.Stage;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;

/** A change of one case, made only if nobody changed it since it was read, together with its row of the audit log. */
final class CaseChange {

    private final Case before;
    private final Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    private final Map<String, String> detail = new TreeMap<>();

    CaseChange(Case before) {
        this.before = before;
    }

    CaseChange state(CaseState state) {
        return set("state", state.label());
    }

    CaseChange stage(Stage stage) {
        return set("stage", stage.label());
    }

    CaseChange draft(@Nullable String plate) {
        return set("draft_plate", plate);
    }

    /** Puts the case into a person's hand until {@code until}. */
    CaseChange lease(String holder, Instant takenAt, Instant until) {
        return set("leased_by", holder)
                .set("leased_at", takenAt.toEpochMilli())
                .set("leased_until", until.toEpochMilli());
    }

    /** Takes the case out of everybody's hand. */
    CaseChange noLease() {
        return set("leased_by", null).set("leased_at", null).set("leased_until", 0L);
    }

    CaseChange freeAt(Instant time) {
        return set("free_at", time.toEpochMilli());
    }

    /** The result of review; each null while there is none. */
    CaseChange result(
            @Nullable RejectReason reason, @Nullable String plate, @Nullable String key, @Nullable Instant closedAt) {
        return set("reason", reason == null ? null : reason.label())
                .set("plate", plate)
                .set("plate_key", key)
                .set("closed_at", closedAt == null ? null : closedAt.toEpochMilli());
    }

    CaseChange set(String column, @Nullable Object value) {
        columns.put(column, value);
        return this;
    }

    /** Adds a detail to the audit log's row; nothing for null. */
    CaseChange told(String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value.toString());
        }
        return this;
    }

    /** Makes the change and logs it as {@code action}; the case as it is now. */
    Case apply(Handle handle, AuditLog audit, Instant now, String actor, String action) {
        String assignments =
                columns.keySet().stream().map(name -> name + " = :" + name).collect(Collectors.joining(", "));
        int changed = handle.createUpdate("update cases set version = version + 1, " + assignments
                        + " where id = :id and version = :version")
                .bindMap(columns)
                .bind("id", before.id())
                .bind("version", before.version())
                .execute();
        if (changed != 1) {
            throw new RefusedException(Refusal.CHANGED, "case " + before.id() + ": changed by somebody else");
        }
        told("version", before.version() + 1);
        audit.append(handle, new AuditEntry(now, actor, action, before.id(), detail));
        return CaseTable.find(handle, before.id()).orElseThrow();
    }
}
