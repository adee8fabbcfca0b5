package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.TestDatabase;

/** Whatever anybody sends to any operation: never a server fault, never a word about the inside. */
class FuzzTest {

    private static final List<String> NASTY = List.of(
            "' OR 1=1 --",
            "'; drop table cases; --",
            "\" or \"\"=\"",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "%00",
            "\u0000",
            "\uFFFF",
            "\uD83D",
            "Đèn đỏ 🚦",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "%s%s%n",
            "\r\nset-cookie: a=b",
            "-1",
            "99999999999999999999",
            "1e400",
            "NaN",
            "null",
            "true",
            "2026-13-45T99:99:99Z",
            "+1000000000-12-31T23:59:59Z",
            "\"",
            "\"1\"",
            "bytes=0-",
            "x".repeat(5000),
            "");
    private static final List<String> NAMES = List.of(
            "name",
            "password",
            "code",
            "token",
            "plate",
            "outcome",
            "reason",
            "displayName",
            "role",
            "scope",
            "subject",
            "active",
            "label",
            "url",
            "expiresAt",
            "current",
            "ticket",
            "__proto__",
            "");
    private static final List<String> PARAMETERS = List.of(
            "from",
            "to",
            "camera",
            "kind",
            "state",
            "vehicle",
            "plate",
            "cursor",
            "limit",
            "reason",
            "format",
            "actor",
            "action",
            "subject",
            "utcOffset",
            "code",
            "state",
            "x",
            "");
    private static final List<String> HEADERS = List.of(
            "if-match",
            "range",
            "if-range",
            "if-none-match",
            "last-event-id",
            "content-type",
            "accept",
            "cookie",
            "authorization",
            "x-csrf-token",
            "origin",
            "x-forwarded-for",
            "accept-encoding");

    @Nullable private static TestDatabase made;

    @Nullable private static TestApi api;

    private static List<Who> people = List.of();
    private static List<String> ids = List.of();

    @BeforeContainer
    static void start() {
        TestDatabase database = TestDatabase.create(TestDatabase.Kind.SQLITE);
        TestApi started = TestApi.start(database.open());
        made = database;
        api = started;
        List<Who> all = new ArrayList<>(List.of(Who.NOBODY));
        for (Role role : Role.values()) {
            all.add(started.person(role, Scope.EVERYTHING));
        }
        all.add(started.machine(Role.SUPERVISOR, Scope.ofCameras(List.of(TestApi.CAMERA_ELSEWHERE))));
        people = all;
        ids = List.of(started.newCase(TestApi.CAMERA_IN_AREA), started.newCase(TestApi.CAMERA_ELSEWHERE));
    }

    @AfterContainer
    static void stop() {
        if (api != null) {
            api.close();
        }
        if (made != null) {
            made.close();
        }
    }

    /** A request: to an operation, with what stands in its path, query, headers and body. */
    record Request(
            Operation operation,
            int who,
            String first,
            String second,
            Map<String, String> query,
            Map<String, String> headers,
            @Nullable String body) {}

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void answersAnythingWithoutFailing(@ForAll("requests") Request request) {
        TestApi running = Objects.requireNonNull(api);
        String path = request.operation()
                .path()
                .replaceAll("\\{(id|name)}", "%1")
                .replace("{file}", "%2")
                .replace("%1", encode(request.first()))
                .replace("%2", encode(request.second()));
        String query = request.query().entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        List<String> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        Who who = people.get(request.who());
        if (request.operation() == Operation.FOLLOW_CHANGES || request.operation() == Operation.SIGN_OUT) {
            // The one never ends; the other would end the session for the rest.
            who = Who.NOBODY;
        }
        Answer answer = running.clients.send(
                who, request.operation().method().name(), path + query, request.body(), headers.toArray(String[]::new));
        assertThat(answer.status()).as("%s %s", request, answer.text()).isBetween(200, 499);
        if (answer.status() >= 400) {
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
            assertThat(answer.text())
                    .doesNotContain("Exception", "vn.ngatu", "java.", "SQL", "/tmp/", "armeria", "jackson");
        }
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    }

    @Provide
    Arbitrary<Request> requests() {
        return Combinators.combine(
                        Arbitraries.of(Operation.values()),
                        Arbitraries.integers().between(0, Role.values().length + 1),
                        Arbitraries.oneOf(
                                texts(), Arbitraries.integers().between(0, 1).map(i -> ids.get(i))),
                        Arbitraries.oneOf(texts(), Arbitraries.of("clip.mp4", "manifest.json")),
                        Arbitraries.maps(Arbitraries.of(PARAMETERS), texts()).ofMaxSize(4),
                        Arbitraries.maps(Arbitraries.of(HEADERS), headerTexts()).ofMaxSize(3),
                        bodies())
                .as(Request::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(NASTY)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(40)),
                Tuple.of(1, Arbitraries.strings().ascii().ofMaxLength(20)));
    }

    // What a client can put on the wire at all.
    private static Arbitrary<String> headerTexts() {
        return texts().map(text -> text.replaceAll("[^\\x20-\\x7e]", "?"))
                .map(text -> text.length() > 2000 ? text.substring(0, 2000) : text);
    }

    private static Arbitrary<@Nullable String> bodies() {
        Arbitrary<String> value = Arbitraries.oneOf(
                texts().map(FuzzTest::quoted),
                Arbitraries.of(
                        "null", "true", "0", "-1e999", "[]", "{}", "[[[[]]]]", "{\"everything\":true}", "[\"\"]"),
                Arbitraries.of(
                        "\"officer\"",
                        "\"confirmed\"",
                        "\"rejected\"",
                        "\"wrong-vehicle\"",
                        "\"2026-11-23T00:00:00Z\""));
        Arbitrary<String> object = Arbitraries.maps(Arbitraries.of(NAMES), value)
                .ofMaxSize(6)
                .map(members -> members.entrySet().stream()
                        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
        return Arbitraries.oneOf(
                object,
                object,
                value,
                texts(),
                Arbitraries.of("{", "{\"name\":\"a\",\"name\":\"b\"}", "[".repeat(3000), "{}{}", "\uFEFF{}", "nul"));
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
