package vn.ngatu.bench.store;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.CaseFilter;
import vn.ngatu.api.cases.CasePage;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.Decision;
import vn.ngatu.api.review.ReviewPolicy;
import vn.ngatu.api.review.Reviewer;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/**
 * Prints how long lists take, with the database's plans, and how long it takes from a decision to the next case.
 *
 * <pre>StoreSpeed [--cases N] [--open N] [--runs N] LOCATION</pre>
 *
 * <p>LOCATION is where {@link Database#open(String)} finds an empty database: a new file, or a PostgreSQL URL with user and
 * password. It is filled with made-up cases and left behind.
 */
public final class StoreSpeed {

    private static final int PAGE = 50;
    private static final int CAMERAS = 46;
    private static final long DAY_MS = 24L * 3600 * 1000;

    private final Random random = new Random(1);
    private final PrintStream print = System.out;
    private final Database database;
    private final int runs;

    private StoreSpeed(Database database, int runs) {
        this.database = database;
        this.runs = runs;
    }

    /** See the class. */
    public static void main(String[] args) {
        Map<String, String> options =
                new LinkedHashMap<>(Map.of("--cases", "1000000", "--open", "100000", "--runs", "200"));
        String location = "";
        for (int i = 0; i < args.length; i++) {
            if (options.containsKey(args[i])) {
                options.put(args[i], args[++i]);
            } else {
                location = args[i];
            }
        }
        try (Database database = Database.open(location)) {
            long start = System.nanoTime();
            MadeUpCases.fill(database, Long.parseLong(options.get("--cases")), Long.parseLong(options.get("--open")));
            System.out.printf(Locale.ROOT, "%s: filled in %.0f s%n", options, (System.nanoTime() - start) / 1e9);
            StoreSpeed speed = new StoreSpeed(database, Integer.parseInt(options.get("--runs")));
            speed.lists();
            speed.next();
        }
    }

    private void lists() {
        Reviewer all = new Reviewer("speed", true, null);
        list("newest", all, () -> CaseFilter.ALL);
        list("one day", all, () -> {
            Instant from = Instant.ofEpochMilli(MadeUpCases.END - random.nextInt(365) * DAY_MS);
            return new CaseFilter(from, from.plusMillis(DAY_MS), null, null, null, null, null);
        });
        list("one camera", all, () -> filter(Set.of(camera()), null, null, null, null));
        list(
                "five cameras",
                all,
                () -> filter(Set.of("cam-1", "cam-4", "cam-9", "cam-16", "cam-45"), null, null, null, null));
        list("frequent kind", all, () -> filter(null, Set.of("red-light"), null, null, null));
        list("rare kind", all, () -> filter(null, Set.of("wrong-way"), null, null, null));
        list("undecided", all, () -> filter(null, null, Set.of(CaseState.NEW), null, null));
        list("decided", all, () -> filter(null, null, Set.of(CaseState.CONFIRMED, CaseState.REJECTED), null, null));
        list("rare class", all, () -> filter(null, null, null, Set.of("bicycle"), null));
        list("plate", all, () -> filter(null, null, null, null, plate()));
        list("start of a plate", all, () -> filter(null, null, null, null, plate().substring(0, 5)));
        list(
                "camera, start of a plate",
                all,
                () -> filter(Set.of(camera()), null, null, null, plate().substring(0, 5)));
        list(
                "camera, kind, state",
                all,
                () -> filter(Set.of(camera()), Set.of("wrong-way"), Set.of(CaseState.REJECTED), null, null));
        list(
                "rare kind, class, state",
                all,
                () -> filter(null, Set.of("wrong-way"), Set.of(CaseState.EXPORTED), Set.of("bicycle"), null));
        list("nothing fits", all, () -> filter(null, Set.of("speeding"), Set.of(CaseState.NEW), Set.of("car"), null));
        Set<String> scope = IntStream.range(0, 20).mapToObj(i -> "cam-" + i).collect(Collectors.toSet());
        list(
                "scope of twenty cameras, state",
                new Reviewer("scoped", false, scope),
                () -> filter(null, null, Set.of(CaseState.REJECTED), null, null));
        list(
                "scope of twenty cameras, plate",
                new Reviewer("scoped", false, scope),
                () -> filter(null, null, null, null, plate()));
        Cases cases = new Cases(database);
        String deep = deep(cases, all);
        measure("page 200 of everything", run -> cases.list(CaseFilter.ALL, all, deep, PAGE));
        measure("count to 1000", run -> cases.count(filter(Set.of(camera()), null, null, null, null), all, 1000));
    }

    private interface Filters {
        CaseFilter next();
    }

    private void list(String name, Reviewer who, Filters filters) {
        Cases cases = new Cases(database);
        measure(name, run -> cases.list(filters.next(), who, null, PAGE));
        cases.plan(filters.next(), who).forEach(line -> print.println("      " + line));
    }

    private static String deep(Cases cases, Reviewer who) {
        String cursor = null;
        for (int page = 0; page < 200 * PAGE / Cases.MOST_CASES; page++) {
            CasePage shown = cases.list(CaseFilter.ALL, who, cursor, Cases.MOST_CASES);
            cursor = shown.next();
        }
        return String.valueOf(cursor);
    }

    private void next() {
        Desk desk = new Desk(
                database,
                new AuditLog(database),
                new CaseChanges(),
                ReviewPolicy.defaults().withoutPlates());
        Reviewer who = new Reviewer("speed", false, null);
        Instant now = Instant.ofEpochMilli(MadeUpCases.END);
        Case[] inHand = {desk.next(who, now).orElseThrow()};
        measure("decision and next case", run -> {
            desk.decide(inHand[0].id(), inHand[0].version(), who, Decision.confirm(), now);
            inHand[0] = desk.next(who, now).orElseThrow();
        });
    }

    private void measure(String name, IntConsumer what) {
        for (int run = 0; run < runs / 10; run++) {
            what.accept(run);
        }
        double[] ms = new double[runs];
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            what.accept(run);
            ms[run] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(ms);
        print.printf(
                Locale.ROOT,
                "%-32s p50 %7.2f ms  p95 %7.2f ms  worst %7.2f ms%n",
                name,
                ms[runs / 2],
                ms[runs * 95 / 100],
                ms[runs - 1]);
    }

    private static CaseFilter filter(
            @Nullable Set<String> cameras,
            @Nullable Set<String> kinds,
            @Nullable Set<CaseState> states,
            @Nullable Set<String> vehicles,
            @Nullable String plate) {
        return new CaseFilter(null, null, cameras, kinds, states, vehicles, plate);
    }

    private String camera() {
        return "cam-" + random.nextInt(CAMERAS);
    }

    private String plate() {
        return (20 + random.nextInt(80)) + "A" + (10000 + random.nextInt(90000));
    }
}
