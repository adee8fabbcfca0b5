package vn.ngatu.api.store;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The record of every view, search, decision, export and login: rows that are only ever added, each with a hash over
 * itself and the row before, so that a later change of any of them is found. Thread-safe.
 *
 * <p>What the hashes can't show is the removal of the newest rows together with a rewritten head: keep {@link #head} of
 * each day elsewhere.
 */
public final class AuditLog {

    /** The most rows of a page. */
    public static final int MOST_ROWS = 500;

    private static final Pattern ACTION = Pattern.compile("[a-z]+([.-][a-z]+)*");
    private static final int MOST_TEXT = 200;
    private static final int FETCH = 1000;

    private final Database database;

    /** The log of {@code database}. */
    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Which rows of the log to show; null where everything is wanted.
     *
     * @param from the first moment that counts
     * @param to the first moment that no longer counts
     * @param action an action, or with a dot at the end the start of one: {@code case.}
     */
    public record Filter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject) {

        /** Everything. */
        public static final Filter ALL = new Filter(null, null, null, null, null);
    }

    /** The log's end: its newest row's number and hash; 0 and empty when there is none. */
    public record Head(long seq, String hash) {}

    /**
     * What a check of the whole log found.
     *
     * @param rows how many rows were read
     * @param broken the number of the first row that does not hold, or that should be there; null when all is well
     * @param why what is wrong with it; null when all is well
     */
    public record Check(
            long rows, @Nullable Long broken, @Nullable String why) {
        /** Whether every row holds. */
        public boolean ok() {
            return broken == null;
        }
    }

    /** Adds a row in a transaction of its own; it is on the disk when this returns. */
    public AuditRow append(AuditEntry entry) {
        return database.write(handle -> append(handle, entry));
    }

    /** Adds a row to the transaction of {@code handle}, so that it is there exactly if what it tells was done. */
    public AuditRow append(Handle handle, AuditEntry entry) {
        check(entry);
        Head head = handle.createQuery("update audit_head set seq = seq + 1 where id = 1 returning seq, hash")
                .map((row, context) -> new Head(row.getLong("seq"), row.getString("hash")))
                .one();
        AuditRow added = AuditRow.after(head.seq(), head.hash(), entry);
        handle.execute(
                "insert into audit (seq, at, actor, action, subject, detail, previous, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                added.seq(),
                entry.at().toEpochMilli(),
                entry.actor(),
                entry.action(),
                entry.subject(),
                added.detailText(),
                added.previous(),
                added.hash());
        handle.execute("update audit_head set hash = ? where id = 1", added.hash());
        return added;
    }

    /** The newest rows first, at most {@code limit}, that lie before the row {@code before}; null for the newest. */
    public List<AuditRow> page(Filter filter, @Nullable Long before, int limit) {
        Conditions conditions = conditions(filter, before);
        return database.read(handle -> conditions
                .bind(handle.createQuery("select * from audit where " + conditions.sql() + " order by seq desc limit "
                        + Math.min(limit, MOST_ROWS)))
                .map((row, context) -> AuditRow.of(row))
                .list());
    }

    /** The rows after the row {@code seq}, oldest first, at most {@code limit}: for who follows the log. */
    public List<AuditRow> after(long seq, int limit) {
        return database.read(handle -> handle.createQuery(
                        "select * from audit where seq > :seq order by seq limit " + Math.min(limit, MOST_ROWS))
                .bind("seq", seq)
                .map((row, context) -> AuditRow.of(row))
                .list());
    }

    /** The log's end. */
    public Head head() {
        return database.read(AuditLog::head);
    }

    /** Reads the whole log and says which row is the first that does not hold. */
    public Check verify() {
        return database.read(handle -> handle.inTransaction(AuditLog::verify));
    }

    private static Check verify(Handle handle) {
        Head head = head(handle);
        Head last = new Head(0, "");
        try (Stream<AuditRow> rows = handle
                .createQuery("select * from audit where seq <= :seq order by seq")
                .bind("seq", head.seq())
                .setFetchSize(FETCH)
                .map((row, context) -> AuditRow.of(row))
                .stream()) {
            for (AuditRow row : (Iterable<AuditRow>) rows::iterator) {
                String why = fault(row, last);
                if (why != null) {
                    return new Check(last.seq(), Math.min(row.seq(), last.seq() + 1), why);
                }
                last = new Head(row.seq(), row.hash());
            }
        }
        return last.equals(head)
                ? new Check(last.seq(), null, null)
                : new Check(last.seq(), last.seq() + 1, "missing: the log's head is row " + head.seq());
    }

    private static @Nullable String fault(AuditRow row, Head last) {
        if (row.seq() != last.seq() + 1) {
            return "missing: row " + row.seq() + " follows row " + last.seq();
        }
        if (!row.previous().equals(last.hash())) {
            return "does not continue the row before";
        }
        return row.holds() ? null : "changed: the hash does not belong to the content";
    }

    private static Head head(Handle handle) {
        return handle.createQuery("select seq, hash from audit_head where id = 1")
                .map((row, context) -> new Head(row.getLong("seq"), row.getString("hash")))
                .one();
    }

    private static Conditions conditions(Filter filter, @Nullable Long before) {
        String action = filter.action();
        boolean start = action != null
                && action.endsWith(".")
                && ACTION.matcher(action + "a").matches();
        return new Conditions()
                .and("seq < :before", "before", before)
                .and("at >= :from", "from", millis(filter.from()))
                .and("at < :to", "to", millis(filter.to()))
                .and("actor = :actor", "actor", filter.actor())
                .and("subject = :subject", "subject", filter.subject())
                .and(start ? "action like :action" : "action = :action", "action", start ? action + "%" : action);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static void check(AuditEntry entry) {
        if (entry.actor().isBlank() || entry.actor().length() > MOST_TEXT) {
            throw new IllegalArgumentException("actor: '" + entry.actor() + "' (expected: a name)");
        }
        if (!ACTION.matcher(entry.action()).matches()) {
            throw new IllegalArgumentException("action: '" + entry.action() + "' (expected: like case.decide)");
        }
    }
}
