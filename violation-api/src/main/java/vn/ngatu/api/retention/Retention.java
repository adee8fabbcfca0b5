package vn.ngatu.api.retention;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/**
 * Deletes evidence whose time is over, with what else tells of a person, and leaves a certificate. A case is first
 * withdrawn from use in one transaction, then its files go, then the certificate is closed; what a crash interrupts goes
 * on with the next {@link #run}. {@link #run} by one thread at a time; the rest by any.
 */
public final class Retention {

    private static final String ENGINE = "engine";
    private static final int MOST_AT_ONCE = 5000;
    private static final Duration YEAR = Duration.ofDays(365);

    private final Database database;
    private final AuditLog audit;
    private final CaseChanges changes;
    private final RetentionPolicy policy;
    private final Path root;

    /** Deletes evidence below {@code root}. */
    public Retention(Database database, AuditLog audit, CaseChanges changes, RetentionPolicy policy, Path root) {
        this.database = database;
        this.audit = audit;
        this.changes = changes;
        this.policy = policy;
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Deletes what is due at {@code now}.
     *
     * @return how many packages were deleted
     * @throws IOException when files can't be deleted; their certificates stay open, and the next run tries again
     */
    public int run(Instant now) throws IOException {
        for (Case due : due(now)) {
            database.change(handle -> withdraw(handle, due.id(), now));
            changes.tell(due.id());
        }
        int deleted = 0;
        for (Case withdrawn : withdrawn()) {
            delete(root.resolve(withdrawn.evidence()));
            database.change(handle -> close(handle, withdrawn, now));
            deleted++;
        }
        return deleted;
    }

    /** The certificates, the newest first, at most {@code limit}. */
    public List<Certificate> certificates(int limit) {
        return database.read(handle -> handle.createQuery(
                        "select * from certificates order by decided_at desc, case_id desc limit " + limit)
                .map((row, context) -> {
                    long done = row.getLong("done_at");
                    return new Certificate(
                            row.getString("case_id"),
                            row.getString("class"),
                            row.getString("rule"),
                            Instant.ofEpochMilli(row.getLong("keep_until")),
                            row.getString("manifest"),
                            Instant.ofEpochMilli(row.getLong("decided_at")),
                            done == 0 ? null : Instant.ofEpochMilli(done));
                })
                .list());
    }

    // Candidates by their age as the database can compare it; the policy decides.
    private List<Case> due(Instant now) {
        Instant yearAgo = now.minus(YEAR);
        Map<String, Long> values = Map.of(
                "closed", now.minus(policy.rejected()).toEpochMilli(),
                "unreviewed", yearAgo.minus(policy.unreviewed()).toEpochMilli(),
                "confirmed", yearAgo.minus(policy.appeal()).toEpochMilli());
        String condition = "purged_at is null and held = 0 and (state = 'rejected' and closed_at <= :closed"
                + " or state in ('new', 'in-review') and listed_at <= :unreviewed"
                + " or state in ('confirmed', 'exported') and listed_at <= :confirmed)"
                + " order by listed_at limit " + MOST_AT_ONCE;
        return database.read(handle -> Cases.select(handle, condition, values)).stream()
                .filter(found -> policy.isDue(found, now))
                .toList();
    }

    private List<Case> withdrawn() {
        return database.read(handle ->
                Cases.select(handle, "id in (select case_id from certificates where done_at is null)", Map.of()));
    }

    private void withdraw(Handle handle, String id, Instant now) {
        Case of = Cases.select(handle, "id = :id", Map.of("id", id)).get(0);
        if (!policy.isDue(of, now)) {
            // A hold was placed meanwhile.
            return;
        }
        RetentionClass dataClass = RetentionClass.of(of);
        handle.execute(
                "insert into certificates (case_id, class, rule, keep_until, manifest, decided_at)"
                        + " values (?, ?, ?, ?, ?, ?)",
                id,
                dataClass.label(),
                policy.rule(dataClass),
                policy.keepUntil(of).toEpochMilli(),
                of.manifest(),
                now.toEpochMilli());
        handle.execute(
                "update cases set purged_at = ?, plate = null, plate_read = null, plate_key = null, draft_plate = null,"
                        + " version = version + 1 where id = ?",
                now.toEpochMilli(),
                id);
        handle.execute("update decisions set plate = null where case_id = ?", id);
        handle.execute("delete from case_lines where case_id = ?", id);
        audit.append(handle, new AuditEntry(now, ENGINE, "evidence.withdraw", id, Map.of("class", dataClass.label())));
    }

    private void close(Handle handle, Case of, Instant now) {
        handle.execute("update certificates set done_at = ? where case_id = ?", now.toEpochMilli(), of.id());
        audit.append(
                handle, new AuditEntry(now, ENGINE, "evidence.delete", of.id(), Map.of("manifest", of.manifest())));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
