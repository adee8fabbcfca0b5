package vn.ngatu.api.cases;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.PlateText;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.DecisionRecord;
import vn.ngatu.api.review.Refusal;
import vn.ngatu.api.review.RefusedException;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.review.Stage;
import vn.ngatu.api.store.Conditions;
import vn.ngatu.api.store.Database;

/**
 * The cases to look at: lists, one case, its history. Shows a person only the cases of their cameras, and never what
 * would tell a second reviewer how the first decided. Changes nothing; {@link Desk} does. Thread-safe.
 */
public final class Cases {

    /** The most cases of one page. */
    public static final int MOST_CASES = 200;

    // SQLite joins 500 at most.
    private static final int MOST_MERGED = 200;

    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,15}) (\\S{1,64})");
    // Past every character that a plate can have, in the order of either database.
    private static final String LAST = "ZZZZZZZZZZZZ";

    private final Database database;

    /** The cases in {@code database}. */
    public Cases(Database database) {
        this.database = database;
    }

    /**
     * The cases that {@code filter} wants and {@code who} may see, newest first.
     *
     * @param cursor {@link CasePage#next} of the part before; null for the first part
     * @param limit how many cases at most, up to {@link #MOST_CASES}
     * @throws RefusedException (invalid) when the cursor is not one
     */
    public CasePage list(CaseFilter filter, Reviewer who, @Nullable String cursor, int limit) {
        int size = Math.max(1, Math.min(limit, MOST_CASES));
        Conditions conditions = conditions(filter);
        if (cursor != null) {
            continueAt(conditions, cursor);
        }
        String sql = listing(conditions, filter, who, size + 1);
        List<Case> found = database.read(handle -> conditions
                .bind(handle.createQuery(sql))
                .map((row, context) -> seenBy(CaseTable.of(row), who))
                .list());
        boolean more = found.size() > size;
        List<Case> shown = more ? found.subList(0, size) : found;
        return new CasePage(shown, more ? cursor(shown.get(size - 1)) : null);
    }

    /** How the database goes about {@link #list}, in its own words: for measurements. */
    public List<String> plan(CaseFilter filter, Reviewer who) {
        Conditions conditions = conditions(filter);
        String sql = database.explain() + listing(conditions, filter, who, MOST_CASES);
        return database.read(handle -> conditions
                .bind(handle.createQuery(sql))
                .map((row, context) -> row.getString(row.getMetaData().getColumnCount()))
                .list());
    }

    /** How many cases {@code filter} wants and {@code who} may see; not more than {@code most} are counted. */
    public long count(CaseFilter filter, Reviewer who, int most) {
        Conditions conditions = conditions(filter)
                .in("camera", visible(filter.cameras(), who.cameras()))
                .in("state", labels(filter.states()));
        return database.read(handle -> conditions
                .bind(handle.createQuery("select count(*) from (select 1 from cases where " + conditions.sql()
                        + " limit " + most + ") as counted"))
                .mapTo(Long.class)
                .one());
    }

    /** The case {@code id}; empty when there is none that {@code who} may see. */
    public Optional<Case> find(String id, Reviewer who) {
        return database.read(handle -> CaseTable.find(handle, id))
                .filter(found -> who.sees(found.camera()))
                .map(found -> seenBy(found, who));
    }

    /** The case {@code id}, as {@link #find} does, or a refusal. */
    public Case get(String id, Reviewer who) {
        return find(id, who).orElseThrow(() -> notFound(id));
    }

    /** The violation's line as the engine wrote it, JSON in one line; an empty object once its evidence was deleted. */
    public String line(String id, Reviewer who) {
        get(id, who);
        return database.read(handle -> handle.createQuery("select line from case_lines where case_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse("{}"));
    }

    /**
     * The decisions on the case {@code id} in their order, also those taken back. While it waits for a second reviewer
     * everybody sees only their own.
     */
    public List<DecisionRecord> history(String id, Reviewer who) {
        boolean blind = get(id, who).stage() == Stage.SECOND;
        return database.read(handle -> CaseTable.decisions(handle, id)).stream()
                .filter(decision -> !blind || decision.officer().equals(who.name()))
                .toList();
    }

    /** The cases that {@code who} has in hand at {@code now}, the longest held first. */
    public List<Case> inHand(Reviewer who, Instant now) {
        return database.read(handle -> inHand(handle, who, now));
    }

    static List<Case> inHand(Handle handle, Reviewer who, Instant now) {
        return handle.createQuery("select * from cases where leased_by = :name and leased_until > :now"
                        + " order by leased_at, id")
                .bind("name", who.name())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> CaseTable.of(row))
                .list();
    }

    /** Every case that fulfils a condition, whoever may see it: for housekeeping, never for a person. */
    public static List<Case> select(Handle handle, String condition, Map<String, ?> values) {
        return handle.createQuery("select * from cases where " + condition)
                .bindMap(values)
                .map((row, context) -> CaseTable.of(row))
                .list();
    }

    static RefusedException notFound(String id) {
        return new RefusedException(Refusal.NOT_FOUND, "case " + id + ": not found");
    }

    /** The case without what only the person who has it in hand may see. */
    static Case seenBy(Case of, Reviewer who) {
        Case.Lease lease = of.lease();
        boolean own = lease != null && lease.holder().equals(who.name());
        return own || of.draftPlate() == null ? of : of.withoutDraft();
    }

    // Where cameras or states are asked for there is one list for each, read along an index and no further than
    // needed, and these are merged: sorting all takes a second when there are a million, and passing over those that
    // don't fit takes long when most don't. A plate fits few, whatever else is asked for.
    private static String listing(Conditions conditions, CaseFilter filter, Reviewer who, int limit) {
        Set<String> cameras = visible(filter.cameras(), who.cameras());
        Set<String> states = labels(filter.states());
        boolean statesAlone = states != null && filter.kinds() == null && filter.vehicles() == null;
        int lists = (cameras == null ? 1 : cameras.size()) * (states == null ? 1 : states.size());
        if (filter.plate() == null && (cameras != null || statesAlone) && lists > 0 && lists <= MOST_MERGED) {
            return states == null
                    ? merged(conditions, "camera", requireNonNull(cameras), null, limit)
                    : merged(conditions, "state", states, cameras, limit);
        }
        conditions.in("camera", cameras).in("state", states);
        return "select * from cases where " + conditions.sql() + " order by listed_at desc, id desc limit " + limit;
    }

    // "column >= :value and column <= :value" and the column in the order, where it changes nothing: PostgreSQL can
    // then read in order only along an index that begins with the column, and not along one of all cases in the hope
    // that most fit.
    private static String merged(
            Conditions conditions, String column, Set<String> values, @Nullable Set<String> cameras, int limit) {
        String newest = "listed_at desc, id desc limit " + limit;
        List<String> lists = new ArrayList<>();
        for (String value : values) {
            for (String camera : cameras == null ? Set.of("") : cameras) {
                String name = "merged" + lists.size();
                String where = column + " >= :" + name + " and " + column + " <= :" + name + " and " + conditions.sql();
                if (cameras != null) {
                    where = "camera = :" + name + "camera and " + where;
                    conditions.with(name + "camera", camera);
                }
                conditions.with(name, value);
                lists.add("select * from (select * from cases where " + where + " order by " + column + " desc, "
                        + newest + ") " + name);
            }
        }
        return String.join(" union all ", lists) + " order by " + newest;
    }

    private static Conditions conditions(CaseFilter filter) {
        String plate = PlateText.key(filter.plate());
        return new Conditions()
                .and("listed_at >= :from", "from", millis(filter.from()))
                .and("listed_at < :to", "to", millis(filter.to()))
                .in("kind", filter.kinds())
                .in("vehicle", filter.vehicles())
                .and("plate_key >= :plate", "plate", plate)
                .and("plate_key <= :plateEnd", "plateEnd", plate == null ? null : plate + LAST)
                .and("substr(plate_key, 1, length(:plate)) = :plate", "plate", plate);
    }

    private static @Nullable Set<String> visible(@Nullable Set<String> wanted, @Nullable Set<String> allowed) {
        if (wanted == null || allowed == null) {
            return wanted == null ? allowed : wanted;
        }
        return wanted.stream().filter(allowed::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable Set<String> labels(@Nullable Set<CaseState> states) {
        return states == null
                ? null
                : states.stream().map(CaseState::label).collect(Collectors.toCollection(TreeSet::new));
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static String cursor(Case last) {
        String text = last.listedAt().toEpochMilli() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void continueAt(Conditions conditions, String cursor) {
        Matcher parts = CURSOR.matcher(decoded(cursor));
        if (!parts.matches()) {
            throw new RefusedException(Refusal.INVALID, "cursor: not one (expected: next of an earlier page)");
        }
        conditions
                .and("(listed_at, id) < (:cursorAt, :cursorId)", "cursorAt", Long.valueOf(parts.group(1)))
                .with("cursorId", parts.group(2));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
