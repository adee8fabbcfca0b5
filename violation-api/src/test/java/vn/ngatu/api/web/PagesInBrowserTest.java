package vn.ngatu.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.CommandLineRun;
import vn.ngatu.api.security.access.Role;

/** What people do with the pages, in a real browser over the real API and evidence. */
@SuppressWarnings("NullAway") // JUnit sets what is static before anything reads it
class PagesInBrowserTest {

    private static final int CASES = 22;
    private static final String CURRENT = "document.querySelector('ngatu-review')?.desk.current?.view.id";

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static TestSite site;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.open();
        site = new TestSite(folder, CASES);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void anOfficerSignsInDecidesTwentyCasesByKeyAndTakesOneAlong() throws IOException {
        Page page = chromium.page(1366, 768, "vi", folder);
        signIn(page, "lan", "Nguyễn Thị Lan", Role.OFFICER);
        page.waitForSelector("ngatu-case h1");
        assertThat(faults(page)).isEmpty();

        seeksInTheVideo(page);
        for (int i = 0; i < 20; i++) {
            decide(page, i);
        }
        takesTheLastDecisionBack(page);
        rejectsByMouse(page);
        switchesTheLanguage(page);
        takesACaseAlong(page);

        assertThat(chromium.complaints()).isEmpty();
        // Twenty by key, one more for what was taken back and decided again, one by mouse.
        assertThat(site.recorded("case.decide")).isEqualTo(22);
        page.context().close();
    }

    @Test
    void aSupervisorPutsACaseOnHoldAndLiftsIt() {
        Page page = chromium.page(1366, 768, "vi", null);
        signIn(page, "hoa", "Lê Thị Hoa", Role.SUPERVISOR);
        page.waitForSelector("nav a");
        page.keyboard().press("g");
        page.keyboard().press("2");
        page.waitForSelector("tbody tr");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.waitForSelector("ngatu-case h1");
        page.keyboard().press("h");
        page.locator("[name=reason]").waitFor();
        page.keyboard().type("toà án yêu cầu");
        page.keyboard().press("Enter");
        page.waitForSelector(".tag.warn");
        assertThat(faults(page)).isEmpty();
        assertThat(site.recorded("case.hold")).isEqualTo(1);
        page.click(".decide button:has-text('Bỏ giữ')");
        page.waitForSelector(".tag.warn", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(site.recorded("case.unhold")).isEqualTo(1);
        assertThat(chromium.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void damagedEvidenceKeepsNobodyFromTheNextCase(@TempDir Path other) throws IOException {
        try (TestSite two = new TestSite(other, 2)) {
            two.loseEvidenceOfTheFirst();
            Page page = chromium.page(1366, 768, "vi", null);
            People.signIn(page, two, "lan", "Nguyễn Thị Lan", Role.OFFICER);
            page.waitForSelector("ngatu-case h1");
            assertThat(page.textContent(".note.bad")).contains("Đã bỏ qua hồ sơ");
            page.keyboard().press("3");
            page.waitForSelector("text=Đã duyệt hết");
            page.waitForCondition(() -> two.recorded("case.decide") == 1);
            // The browser notes each file that it didn't get.
            assertThat(chromium.complaints()).allMatch(complaint -> complaint.contains("409"));
            page.context().close();
        }
    }

    @Test
    void anAuditorFindsTheChainWhole() {
        Page page = chromium.page(1366, 768, "en", null);
        signIn(page, "binh", "Trần Văn Bình", Role.AUDITOR);
        page.waitForSelector("h1");
        page.keyboard().press("g");
        page.keyboard().press("4");
        page.waitForSelector("tbody tr");
        page.keyboard().press("v");
        page.waitForSelector(".note.good");
        assertThat(faults(page)).isEmpty();
        for (String other : List.of("2", "3", "5", "7")) {
            page.keyboard().press("g");
            page.keyboard().press(other);
            page.waitForSelector("main h1");
            assertThat(faults(page)).as("page " + other).isEmpty();
        }
        page.setViewportSize(390, 844);
        for (String each : List.of("2", "3", "4", "5", "6", "7")) {
            page.keyboard().press("g");
            page.keyboard().press(each);
            page.waitForSelector("main h1");
            assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                    .as("width of page " + each + " on a phone")
                    .isEqualTo(390);
        }
        assertThat(chromium.complaints()).isEmpty();
        page.context().close();
    }

    @Test
    void anAdministratorTakesInAgainWhatCameInDamaged() throws IOException {
        String damaged = "no violation";
        site.takeIn(damaged);
        Page page = chromium.page(1366, 768, "vi", null);
        signIn(page, "an", "Phạm Văn An", Role.ADMINISTRATOR);
        page.keyboard().press("g");
        page.keyboard().press("5");
        page.waitForSelector("ngatu-keeping tbody tr");
        assertThat(page.locator("ngatu-keeping tbody tr").count()).isEqualTo(1);
        assertThat(faults(page)).isEmpty();
        page.click("ngatu-keeping tbody button");
        page.waitForSelector("ngatu-keeping .note.bad");
        assertThat(page.locator("ngatu-keeping tbody tr").count()).isEqualTo(1);
        assertThat(site.recorded("quarantine.retry")).isEqualTo(1);
        assertThat(page.textContent("body")).doesNotContain(damaged);
        assertThat(chromium.complaints()).isEmpty();
        page.context().close();
    }

    private static void signIn(Page page, String name, String displayName, Role role) {
        People.arrive(page, site, name, displayName, role);
        assertThat(faults(page)).isEmpty();
        People.enrol(page);
    }

    private static void seeksInTheVideo(Page page) {
        page.keyboard().press("d");
        page.waitForFunction("() => { const v = document.querySelector('video');"
                + " return v.paused && !v.seeking && v.readyState >= 2; }");
        double decisive = time(page);
        double relative = ((Number) page.evaluate("() => document.querySelector('ngatu-clip').loaded.clip.decisive"))
                .doubleValue();
        // The frame that shows at the decisive moment: at most one frame's time before it.
        assertThat(decisive).isBetween(relative - 0.081, relative + 0.002);
        page.keyboard().press("l");
        page.waitForFunction("before => document.querySelector('video').currentTime > before", decisive);
        assertThat(time(page) - decisive).isBetween(0.079, 0.081);
        page.keyboard().press("j");
        page.waitForFunction("after => document.querySelector('video').currentTime < after", decisive + 0.05);
        assertThat(time(page)).isEqualTo(decisive);
    }

    private static double time(Page page) {
        return ((Number) page.evaluate("() => document.querySelector('video').currentTime")).doubleValue();
    }

    private static void decide(Page page, int i) {
        Object before = page.waitForFunction("() => " + CURRENT).jsonValue();
        switch (i % 3) {
            case 0 -> {
                page.keyboard().press("p");
                page.keyboard().type("29-B1 123." + (10 + i));
                page.keyboard().press("Enter");
                page.keyboard().press("1");
            }
            case 1 -> {
                page.keyboard().press("2");
                page.waitForSelector("dialog[open]");
                page.keyboard().press("6");
            }
            default -> page.keyboard().press("3");
        }
        page.waitForFunction("before => " + CURRENT + " && " + CURRENT + " !== before", before);
    }

    private static void takesTheLastDecisionBack(Page page) {
        Object next = page.evaluate("() => " + CURRENT);
        page.keyboard().press("u");
        page.waitForFunction("next => " + CURRENT + " && " + CURRENT + " !== next", next);
        Object back = page.evaluate("() => " + CURRENT);
        page.keyboard().press("3");
        page.waitForFunction("back => " + CURRENT + " && " + CURRENT + " !== back", back);
    }

    private static void rejectsByMouse(Page page) {
        Object before = page.evaluate("() => " + CURRENT);
        page.click(".decide button[aria-haspopup=dialog]");
        page.waitForSelector("dialog[open]");
        page.keyboard().press("1");
        page.waitForFunction("before => " + CURRENT + " && " + CURRENT + " !== before", before);
    }

    private static void switchesTheLanguage(Page page) {
        assertThat(page.textContent("h1")).isEqualTo("Vượt đèn đỏ");
        page.keyboard().press("Shift+L");
        page.waitForFunction("() => document.querySelector('h1').textContent === 'Red light'");
        assertThat(page.getAttribute("html", "lang")).isEqualTo("en");
        page.keyboard().press("Shift+T");
        assertThat(faults(page)).isEmpty();
    }

    private static void takesACaseAlong(Page page) {
        page.keyboard().press("g");
        page.keyboard().press("2");
        page.waitForSelector("tbody tr");
        assertThat(page.locator("tbody tr").count()).isEqualTo(CASES);
        assertThat(faults(page)).isEmpty();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.waitForSelector("ngatu-case h1");
        Download download = page.waitForDownload(() -> {
            page.click(".decide button");
            Locator reason = page.locator("[name=reason]");
            reason.waitFor();
            page.keyboard().type("for the traffic unit");
            page.keyboard().press("Enter");
        });
        Path zip = folder.resolve("case.zip");
        download.saveAs(zip);
        CommandLineRun verified = CommandLineRun.of("verify", zip);
        assertThat(verified.code()).as(verified.err()).isZero();
        page.keyboard().press("i");
        page.waitForSelector("dialog .note.good");
        assertThat(faults(page)).isEmpty();
        page.keyboard().press("Escape");
    }

    /** What axe-core finds serious or critical on the page as it is. */
    private static List<String> faults(Page page) {
        Object found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']}).then(result =>"
                + " result.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))");
        return ((List<?>) found).stream().map(Objects::toString).toList();
    }
}
