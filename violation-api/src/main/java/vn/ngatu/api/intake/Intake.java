package vn.ngatu.api.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.NewCase;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;
import vn.ngatu.core.evidence.Sha256;

/**
 * Makes a case of each violation, once, however often it comes: its evidence is checked and flushed to the disk first, then
 * the case and its row of the audit log are written in one transaction. What is damaged goes to the quarantine. Thread-safe.
 */
public final class Intake {

    private static final String ENGINE = "engine";
    private static final int MOST_LINE = 64 * 1024;

    private final Database database;
    private final AuditLog audit;
    private final CaseChanges changes;
    private final Path root;
    private final @Nullable EvidenceSigner signer;

    /**
     * Takes in evidence that lies below {@code root}.
     *
     * @param signer signs what comes in unsigned; null where packages stay as they are
     */
    public Intake(Database database, AuditLog audit, CaseChanges changes, Path root, @Nullable EvidenceSigner signer) {
        this.database = database;
        this.audit = audit;
        this.changes = changes;
        this.root = root.toAbsolutePath().normalize();
        this.signer = signer;
    }

    /** What became of a line. */
    public enum Outcome {
        /** A new case. */
        TAKEN,
        /** There was a case already. */
        KNOWN,
        /** Damaged, see {@link Intake#quarantine}. */
        QUARANTINED
    }

    /** A position in a file of violations, kept in the same transaction as the line before it. */
    interface Progress {
        void store(Handle handle);
    }

    /**
     * Takes in one line of a {@code violations.jsonl}; when this returns, what became of it survives a loss of power.
     *
     * @param folder the folder of that file, relative to the evidence root; empty for the root itself
     * @throws IOException when its evidence can't be read now; it is not damaged as far as is known, so try again
     * @throws RuntimeException when the database can't take it now
     */
    public Outcome take(String folder, String line, Instant now) throws IOException {
        return take(folder, line, now, handle -> {});
    }

    Outcome take(String folder, String line, Instant now, Progress progress) throws IOException {
        NewCase found;
        try {
            found = check(folder, line);
        } catch (DamagedException e) {
            database.change(handle -> {
                setAside(handle, folder, line, String.valueOf(e.getMessage()), now);
                progress.store(handle);
            });
            return Outcome.QUARANTINED;
        }
        boolean added = database.write(handle -> {
            progress.store(handle);
            return add(handle, found, id(folder, line), now);
        });
        if (added) {
            changes.tell(found.id());
        }
        return added ? Outcome.TAKEN : Outcome.KNOWN;
    }

    /** What is in the quarantine, the newest first, at most {@code limit}. */
    public List<QuarantineEntry> quarantine(int limit) {
        return database.read(handle -> handle.createQuery(
                        "select * from quarantine order by seen_at desc, id desc limit " + limit)
                .map((row, context) -> new QuarantineEntry(
                        row.getString("id"),
                        row.getString("folder"),
                        row.getString("line"),
                        row.getString("faults"),
                        Instant.ofEpochMilli(row.getLong("seen_at"))))
                .list());
    }

    /** Takes in the violation {@code id} of the quarantine again, after somebody repaired it; empty when it isn't there. */
    public Optional<Outcome> retry(String id, Instant now) throws IOException {
        Optional<String[]> entry =
                database.read(handle -> handle.createQuery("select folder, line from quarantine where id = :id")
                        .bind("id", id)
                        .map((row, context) -> new String[] {row.getString("folder"), row.getString("line")})
                        .findOne());
        return entry.isEmpty() ? Optional.empty() : Optional.of(take(entry.get()[0], entry.get()[1], now));
    }

    /** What signs; null where packages stay as they are. */
    public @Nullable EvidenceSigner signer() {
        return signer;
    }

    Path root() {
        return root;
    }

    Database database() {
        return database;
    }

    private NewCase check(String folder, String text) throws IOException {
        if (text.length() > MOST_LINE) {
            throw new DamagedException("line: " + text.length() + " characters (expected: at most " + MOST_LINE + ")");
        }
        ViolationLine line = ViolationLine.parse(text);
        Path evidence = root.resolve(folder).resolve(line.evidence());
        String path = root.relativize(evidence).toString().replace('\\', '/');
        NewCase draft = line.newCase(path, "");
        Packages.Whole whole = Packages.check(root, evidence, signer);
        if (!line.isRepeatedBy(whole.manifest().violation())) {
            throw new DamagedException("line: not what the manifest of " + path + " says");
        }
        return draft.withManifest(whole.sha256());
    }

    private boolean add(Handle handle, NewCase found, String quarantineId, Instant now) {
        handle.execute("delete from quarantine where id = ?", quarantineId);
        if (NewCase.exists(handle, found.id())) {
            return false;
        }
        found.insert(handle, now);
        Map<String, String> detail = Map.of("evidence", found.evidence(), "manifest", found.manifest());
        audit.append(handle, new AuditEntry(now, ENGINE, "case.intake", found.id(), detail));
        return true;
    }

    private void setAside(Handle handle, String folder, String line, String faults, Instant now) {
        String id = id(folder, line);
        handle.execute(
                "insert into quarantine (id, folder, line, faults, seen_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set faults = excluded.faults",
                id,
                folder,
                line.substring(0, Math.min(line.length(), MOST_LINE)),
                faults,
                now.toEpochMilli());
        audit.append(handle, new AuditEntry(now, ENGINE, "case.quarantine", null, Map.of("id", id, "folder", folder)));
    }

    private static String id(String folder, String line) {
        return Sha256.hex((folder + "\n" + line).getBytes(StandardCharsets.UTF_8))
                .substring(0, 32);
    }
}
