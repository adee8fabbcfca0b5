package vn.ngatu.api.web;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.store.Database;

/**
 * Prints how long it takes in a real browser from the key of a decision until the next case is on screen: its facts, and the
 * first picture of its clip.
 *
 * <pre>ReviewSpeed STORE DECISIONS</pre>
 *
 * <p>STORE is an SQLite store full of undecided cases, as StoreSpeed of the benchmarks leaves it behind; it is copied. Those
 * that are decided have evidence, wait longer than all others, and are decided a second apart.
 */
final class ReviewSpeed {

    // Before every case that was made up.
    private static final Instant LONG_AGO = Instant.parse("2024-01-01T00:00:00Z");
    private static final double THINKING_MS = 1000;

    // Sets window.shown to the milliseconds from the next key until facts and picture of another case were painted.
    private static final String WATCH = "before => { const review = document.querySelector('ngatu-review');"
            + " window.shown = {}; addEventListener('keydown', () => { const start = performance.now();"
            + " const look = () => { const now = performance.now() - start; const { current } = review.desk;"
            + " const other = current && current.view.id !== before; const view = document.querySelector('ngatu-case');"
            + " if (other && view && !window.shown.facts) { window.shown.facts = now; }"
            + " if (other && document.querySelector('ngatu-case video')?.readyState >= 2) { window.shown.picture = now; return; }"
            + " requestAnimationFrame(look); }; requestAnimationFrame(look); }, { once: true, capture: true }); }";

    private ReviewSpeed() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        PrintStream print = System.out;
        int decisions = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("ngatu-review-speed-");
        Path store = Files.copy(Path.of(args[0]), folder.resolve("store.db"));
        try (Database database = Database.open(store.toString())) {
            // What StoreSpeed decided waits for second reviewers, before all else, and has no evidence.
            database.change(handle ->
                    handle.execute("update cases set stage = 'closed', leased_by = null" + " where stage = 'second'"));
        }
        try (TestSite site = new TestSite(folder, decisions + 2, LONG_AGO);
                Chromium chromium = Chromium.open()) {
            Page page = chromium.page(1366, 768, "vi", null);
            People.signIn(page, site, "lan", "Nguyễn Thị Lan", Role.OFFICER);
            page.waitForSelector("ngatu-case h1");
            double[] facts = new double[decisions];
            double[] pictures = new double[decisions];
            for (int i = 0; i < decisions; i++) {
                page.waitForTimeout(THINKING_MS);
                page.evaluate(
                        WATCH, page.evaluate("() => document.querySelector('ngatu-review').desk.current.view.id"));
                page.keyboard().press("3");
                page.waitForFunction("() => window.shown.picture");
                facts[i] = ((Number) page.evaluate("() => window.shown.facts")).doubleValue();
                pictures[i] = ((Number) page.evaluate("() => window.shown.picture")).doubleValue();
            }
            print(print, "facts", facts);
            print(print, "picture", pictures);
        }
    }

    private static void print(PrintStream print, String what, double[] ms) {
        Arrays.sort(ms);
        print.printf(
                Locale.ROOT,
                "%-8s p50 %4.0f ms  p95 %4.0f ms  worst %4.0f ms%n",
                what,
                ms[ms.length / 2],
                ms[ms.length * 95 / 100],
                ms[ms.length - 1]);
    }
}
