package vn.ngatu.api.http.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.AuditRow;
import vn.ngatu.api.store.Conditions;
import vn.ngatu.api.store.Database;

/**
 * The changes of cases, read from the audit log, which has each of them in order and survives a restart. Thread-safe.
 */
public final class Changes {

    private static final String CASE = "case.";
    // What only looks, or keeps a case in hand.
    private static final Set<String> QUIET =
            Set.of("case.view", "case.search", "case.history", "case.list-export", "case.renew", "case.plate");
    private static final int MOST = 500;

    private final Database database;
    private final AuditLog audit;

    /** The changes in {@code audit}, of the cases in {@code database}. */
    public Changes(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * A part of the log.
     *
     * @param last the last row that was read
     * @param more whether there may be further rows
     */
    public record Part(List<Change> changes, long last, boolean more) {}

    /** The newest row's number. */
    public long head() {
        return audit.head().seq();
    }

    /** The changes after the row {@code seq}, oldest first. */
    public Part after(long seq) {
        List<AuditRow> rows = audit.after(seq, MOST);
        List<AuditRow> wanted = rows.stream().filter(Changes::isChange).toList();
        Map<String, Row> cases =
                cases(wanted.stream().map(row -> row.entry().subject()).collect(Collectors.toCollection(TreeSet::new)));
        List<Change> changes = wanted.stream()
                .map(row -> change(row, cases.get(row.entry().subject())))
                .filter(Objects::nonNull)
                .toList();
        long last = rows.isEmpty() ? seq : rows.get(rows.size() - 1).seq();
        return new Part(changes, last, rows.size() == MOST);
    }

    private record Row(String camera, String kind, String state, long version) {}

    private static boolean isChange(AuditRow row) {
        String action = row.entry().action();
        return action.startsWith(CASE) && !QUIET.contains(action) && row.entry().subject() != null;
    }

    private static @Nullable Change change(AuditRow row, @Nullable Row of) {
        String subject = row.entry().subject();
        return of == null || subject == null
                ? null
                : new Change(
                        row.seq(),
                        row.entry().at(),
                        row.entry().action(),
                        subject,
                        of.camera(),
                        of.kind(),
                        of.state(),
                        of.version());
    }

    private Map<String, Row> cases(Set<String> ids) {
        Map<String, Row> found = new HashMap<>();
        if (!ids.isEmpty()) {
            Conditions conditions = new Conditions().in("id", ids);
            database.read(handle -> conditions
                    .bind(handle.createQuery(
                            "select id, camera, kind, state, version from cases where " + conditions.sql()))
                    .map((row, context) -> found.put(
                            row.getString("id"),
                            new Row(
                                    row.getString("camera"),
                                    row.getString("kind"),
                                    row.getString("state"),
                                    row.getLong("version"))))
                    .list());
        }
        return found;
    }
}
