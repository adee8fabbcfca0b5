package vn.ngatu.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages are handed out. */
@SuppressWarnings("NullAway") // JUnit starts the server before anything asks it
class PagesTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");
    private static final Pattern INLINE = Pattern.compile("<script type=\"importmap\">(.*?)</script>");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.builder().http(0).serviceUnder("/", new Pages(true)).build();
        server.start().join();
    }

    @AfterAll
    static void stop() {
        server.stop().join();
    }

    @Test
    void theFirstPageIsAskedForEachTimeAndSentOnce() throws Exception {
        HttpResponse<String> first = get("/");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "cache-control")).isEqualTo("no-cache");
        assertThat(first.body()).contains("data-sign-on=\"true\"").doesNotContain("{{");

        HttpResponse<String> again = get("/", "if-none-match", header(first, "etag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void everythingThatTheFirstPageNamesMayBeKeptForEver() throws Exception {
        List<String> links = LINK.matcher(get("/").body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(links).hasSizeGreaterThan(5);
        for (String link : links) {
            HttpResponse<String> asset = get(link);
            assertThat(asset.statusCode()).as(link).isEqualTo(200);
            assertThat(header(asset, "cache-control")).as(link).contains("immutable");
            assertThat(header(asset, "x-content-type-options")).as(link).isEqualTo("nosniff");
        }
    }

    @Test
    void theOnlyInlineScriptIsTheOneThatThePolicyNames() throws Exception {
        HttpResponse<String> first = get("/");
        Matcher inline = INLINE.matcher(first.body());
        assertThat(inline.find()).isTrue();
        String policy = header(first, "content-security-policy");
        assertThat(policy).contains(Hashes.source(inline.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
        assertThat(first.body().split("<script", -1)).hasSize(3);
        assertThat(first.body()).doesNotContain("style=").doesNotContain("onclick=");
    }

    @Test
    void everyLibraryOfTheImportMapIsThere() throws Exception {
        Matcher inline = INLINE.matcher(get("/").body());
        assertThat(inline.find()).isTrue();
        List<String> files = Pattern.compile(":\"(/[^\"]+\\.js)\"")
                .matcher(inline.group(1))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).hasSize(5);
        for (String file : files) {
            assertThat(get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void aBrowserThatCanUnpackGetsLess() throws Exception {
        String script = LINK.matcher(get("/").body())
                .results()
                .map(found -> found.group(1))
                .filter(link -> link.endsWith("app.js"))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> packed = get(script, "accept-encoding", "gzip, br");
        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(header(packed, "vary")).isEqualTo("accept-encoding");
        int plain = Integer.parseInt(header(get(script), "content-length"));
        assertThat(Integer.parseInt(header(packed, "content-length"))).isLessThan(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets",
                "/assets/",
                "/index.html",
                "/assets/0123456789abcdef/app.js",
                "/assets/%2e%2e/%2e%2e/logback.xml",
                "/../logback.xml",
                "/vn/ngatu/api/web/index.html",
                "/META-INF/MANIFEST.MF"
            })
    void nothingElseIsThereAndNothingIsListed(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("app.js").hasSizeLessThan(200);
    }

    @Test
    void pagesAreReadAndNothingMore() throws Exception {
        HttpRequest post =
                request("/").POST(HttpRequest.BodyPublishers.noBody()).build();
        assertThat(CLIENT.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        HttpRequest head =
                request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
        assertThat(CLIENT.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.activeLocalPort() + path));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
