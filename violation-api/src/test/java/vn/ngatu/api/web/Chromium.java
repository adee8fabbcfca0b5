package vn.ngatu.api.web;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.webjars.WebJarVersionLocator;

/** A real browser for a test class; skips the test with a reason where there is none. Closed by who opened it. */
final class Chromium implements AutoCloseable {

    private static final List<String> USUAL =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private static final String AXE = axe();

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        // Its own sandbox can't be set up as root, which is what containers run as.
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    static Chromium open() {
        Optional<Path> found = Stream.concat(Stream.ofNullable(System.getenv("NGATU_CHROMIUM")), USUAL.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "no Chromium (expected: /usr/bin/chromium, or its path in NGATU_CHROMIUM)");
        return new Chromium(found.orElseThrow());
    }

    /** A page of its own session, in Vietnam's time, that notes what the browser complains of and has axe-core at hand. */
    Page page(int width, int height, String language, @Nullable Path downloads) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("vi-VN")
                .setAcceptDownloads(downloads != null));
        context.addInitScript(
                "localStorage.getItem('ngatu.language') ?? localStorage.setItem('ngatu.language', '" + language + "')");
        // The pages' own policy keeps other scripts out; the browser itself lets this one in.
        context.addInitScript(AXE);
        Page page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.onPageError(error -> complaints.add(error));
        page.onConsoleMessage(message -> {
            // axe-core, which has no address, makes the browser warn of how it reads colours.
            boolean ours = !message.location().startsWith(":");
            if (ours && (message.type().equals("error") || message.type().equals("warning"))) {
                complaints.add(message.type() + " " + message.text() + " (" + message.location() + ")");
            }
        });
        return page;
    }

    /** Errors and warnings of the console and uncaught exceptions, of all pages since the last call. */
    List<String> complaints() {
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        return told;
    }

    private static String axe() {
        String path = requireNonNull(new WebJarVersionLocator().fullPath("axe-core", "axe.min.js"), "axe-core");
        try (InputStream script = requireNonNull(Chromium.class.getClassLoader().getResourceAsStream(path), path)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
