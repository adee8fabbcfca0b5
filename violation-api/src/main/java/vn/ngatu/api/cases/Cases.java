package vn.ngatu.api.cases;

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
        Conditions conditions = conditions(filter).in("camera", visible(filter.cameras(), who.cameras()));
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

    // The cases of several cameras, or of several states where nothing else is asked for, are merged from one list
    // each, so
    // that each is read along an index and no further than needed: sorting all of them takes a second when there are a
    // million, and passing over those in other states takes long when most are.
    private static String listing(Conditions conditions, CaseFilter filter, Reviewer who, int limit) {
        String order = " order by listed_at desc, id desc limit " + limit;
        Set<String> cameras = visible(filter.cameras(), who.cameras());
        if (cameras != null && cameras.size() > 1 && cameras.size() <= MOST_MERGED) {
            return merged(conditions, "camera", cameras, order);
        }
        Set<String> states = labels(filter.states());
        boolean alone = filter.kinds() == null && filter.vehicles() == null && filter.plate() == null;
        if (cameras == null && alone && states != null && states.size() > 1) {
            return merged(conditions, "state", states, order);
        }
        return "select * from cases where " + conditions.in("camera", cameras).sql() + order;
    }

    private static String merged(Conditions conditions, String column, Set<String> values, String order) {
        List<String> lists = new ArrayList<>();
        for (String value : values) {
            String name = "merged" + lists.size();
            conditions.with(name, value);
            lists.add("select * from (select * from cases where " + column + " = :" + name + " and " + conditions.sql()
                    + order + ") " + name);
        }
        return String.join(" union all ", lists) + order;
    }

    private static Conditions conditions(CaseFilter filter) {
        String plate = PlateText.key(filter.plate());
        return new Conditions()
                .and("listed_at >= :from", "from", millis(filter.from()))
                .and("listed_at < :to", "to", millis(filter.to()))
                .in("kind", filter.kinds())
                .in("state", labels(filter.states()))
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
