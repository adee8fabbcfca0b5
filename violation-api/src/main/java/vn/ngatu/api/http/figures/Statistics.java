package vn.ngatu.api.http.figures;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.RejectReason;
import vn.ngatu.api.store.Conditions;
import vn.ngatu.api.store.Database;

/** The figures of a time: counted in the database, put together here. Thread-safe. */
final class Statistics {

    private static final long HOUR_MS = 3_600_000;

    private final Database database;

    Statistics(Database database) {
        this.database = database;
    }

    /** A group of cases, by the name of what they share. */
    record Group(String name, Tally tally) {}

    /** How many cases were flagged in that hour of the day. */
    record Hour(int hour, long flagged) {}

    /**
     * How long decisions took, those taken back excepted.
     *
     * @param median in seconds, from getting the case to deciding it; null when there are none
     * @param ninetieth what nine in ten stayed under
     */
    record Review(
            long decisions, @Nullable Long median, @Nullable Long ninetieth) {}

    /**
     * The figures.
     *
     * @param reasons how many cases were rejected for each reason
     */
    record View(
            Instant from,
            Instant to,
            Tally total,
            List<Group> byKind,
            List<Group> byCamera,
            List<Hour> byHour,
            Map<String, Long> reasons,
            Review review) {}

    /**
     * The figures of the cases listed from {@code from} to {@code to}.
     *
     * @param cameras those to count; null for all
     * @param offsetMs what is added to UTC for the hour of the day
     */
    View between(Instant from, Instant to, @Nullable Set<String> cameras, long offsetMs) {
        Conditions conditions = new Conditions()
                .and("listed_at >= :from", "from", from.toEpochMilli())
                .and("listed_at < :to", "to", to.toEpochMilli())
                .in("camera", cameras);
        Tally total = new Tally();
        Map<String, Tally> kinds = new TreeMap<>();
        Map<String, Tally> byCamera = new TreeMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        for (Row row : rows(conditions)) {
            total.add(row.state, row.reason, row.count);
            kinds.computeIfAbsent(row.kind, kind -> new Tally()).add(row.state, row.reason, row.count);
            byCamera.computeIfAbsent(row.camera, camera -> new Tally()).add(row.state, row.reason, row.count);
            if (row.reason != null) {
                reasons.merge(row.reason.label(), row.count, Long::sum);
            }
        }
        return new View(
                from,
                to,
                total,
                groups(kinds),
                groups(byCamera),
                hours(conditions, offsetMs),
                reasons,
                review(conditions));
    }

    private record Row(
            String camera,
            String kind,
            CaseState state,
            @Nullable RejectReason reason,
            long count) {}

    private List<Row> rows(Conditions conditions) {
        return database.read(handle -> conditions
                .bind(handle.createQuery("select camera, kind, state, reason, count(*) as n from cases where "
                        + conditions.sql() + " group by camera, kind, state, reason"))
                .map((row, context) -> new Row(
                        row.getString("camera"),
                        row.getString("kind"),
                        CaseState.ofLabel(row.getString("state")),
                        reason(row.getString("reason")),
                        row.getLong("n")))
                .list());
    }

    private static @Nullable RejectReason reason(@Nullable String label) {
        return label == null ? null : RejectReason.ofLabel(label).orElse(null);
    }

    private List<Hour> hours(Conditions conditions, long offsetMs) {
        String hour = "((listed_at + " + offsetMs + ") / " + HOUR_MS + ") % 24";
        return database.read(handle -> conditions
                .bind(handle.createQuery("select " + hour + " as hour, count(*) as n from cases where "
                        + conditions.sql() + " group by " + hour + " order by hour"))
                .map((row, context) -> new Hour(row.getInt("hour"), row.getLong("n")))
                .list());
    }

    private Review review(Conditions conditions) {
        String seconds = "(d.decided_at - d.taken_at) / 1000";
        List<long[]> counts = database.read(handle -> conditions
                .bind(handle.createQuery("select " + seconds + " as seconds, count(*) as n from cases"
                        + " join decisions d on d.case_id = cases.id where " + conditions.sql()
                        + " and d.undone_at is null group by " + seconds + " order by seconds"))
                .map((row, context) -> new long[] {row.getLong("seconds"), row.getLong("n")})
                .list());
        long all = counts.stream().mapToLong(count -> count[1]).sum();
        return new Review(all, quantile(counts, all, 0.5), quantile(counts, all, 0.9));
    }

    private static @Nullable Long quantile(List<long[]> counts, long all, double share) {
        long rank = (long) Math.ceil(all * share);
        long seen = 0;
        for (long[] count : counts) {
            seen += count[1];
            if (seen >= rank) {
                return count[0];
            }
        }
        return null;
    }

    private static List<Group> groups(Map<String, Tally> tallies) {
        return tallies.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }
}
