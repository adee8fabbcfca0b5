package vn.ngatu.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

/** Changes sent to other systems, by a real server to a real receiver. */
@BothDatabases
class WebhookTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @SuppressWarnings("NullAway.Init")
    private Who administrator;

    @SuppressWarnings("NullAway.Init")
    private HttpServer receiver;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    private record Received(String signature, String delivery, String body) {}

    @BeforeEach
    void start(Database database) throws IOException {
        api = TestApi.start(database);
        administrator = api.person(Role.ADMINISTRATOR, Scope.EVERYTHING);
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/hook", exchange -> {
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("x-ngatu-signature"),
                    exchange.getRequestHeaders().getFirst("x-ngatu-delivery"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        api.close();
    }

    @Test
    void sendsASignedMessageOfEachChange() throws Exception {
        JsonNode created = create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")
                .json();
        String id = change();
        Received message = next();
        JsonNode body = JSON.readTree(message.body());
        assertThat(body.path("change").path("caseId").asText()).isEqualTo(id);
        assertThat(body.path("change").path("action").asText()).isEqualTo("case.take");
        String[] parts = message.signature().split("[=,]");
        assertThat(Instant.ofEpochSecond(Long.parseLong(parts[1]))).isEqualTo(api.now());
        assertThat(parts[3]).isEqualTo(hmac(created.path("secret").asText(), parts[1] + "." + message.body()));
        await(() -> deliveries(created).path(0).path("state").asText().equals("delivered"));
        assertThat(deliveries(created).path(0).path("status").asInt()).isEqualTo(200);
        assertThat(api.clients.get(administrator, "/api/v1/webhooks").text())
                .doesNotContain(created.path("secret").asText());
    }

    @Test
    void triesAgainUntilItIsTaken() throws Exception {
        status = 503;
        JsonNode created = create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")
                .json();
        change();
        String first = next().delivery();
        await(() -> deliveries(created).path(0).path("status").asInt() == 503);
        assertThat(deliveries(created).path(0).path("state").asText()).isEqualTo("waiting");
        assertThat(received.poll(1500, TimeUnit.MILLISECONDS))
                .as("not before the wait is over")
                .isNull();
        status = 204;
        api.testClock().advance(Duration.ofSeconds(11));
        assertThat(next().delivery()).isEqualTo(first);
        await(() -> deliveries(created).path(0).path("state").asText().equals("delivered"));
        assertThat(deliveries(created).path(0).path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void givesUpAfterADay() throws Exception {
        status = 500;
        JsonNode created = create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")
                .json();
        change();
        next();
        await(() -> deliveries(created).path(0).path("status").asInt() == 500);
        api.testClock().advance(Duration.ofHours(25));
        next();
        await(() -> deliveries(created, true).path(0).path("state").asText().equals("failed"));
    }

    @Test
    void followsNoRedirect() throws Exception {
        status = 302;
        JsonNode created = create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")
                .json();
        change();
        next();
        await(() -> deliveries(created).path(0).path("status").asInt() == 302);
        assertThat(deliveries(created).path(0).path("state").asText()).isEqualTo("waiting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/hook",
                "ftp://127.0.0.1/",
                "file:///etc/passwd",
                "https://user:pass@example.org/",
                "https:///x",
                "not a url",
                "http://localhost/",
                "http://127.1/",
                "https://example.org/#x",
                "gopher://x"
            })
    void refusesAddressesThatItMayNotCall(String url) {
        assertThat(create(url).problem()).isEqualTo("invalid");
    }

    /** The name may point inside although it looked harmless: what counts is the address at the time of the call. */
    @Test
    void callsNothingInsideUnlessAllowed() {
        JsonNode created = create("https://localhost:" + receiver.getAddress().getPort() + "/hook")
                .json();
        change();
        await(() -> deliveries(created).path(0).path("fault").asText().equals("not a host that may be called"));
        assertThat(received).isEmpty();
    }

    private Answer create(String url) {
        String body = "{\"label\":\"test\",\"url\":\"" + url + "\",\"scope\":{\"everything\":true}}";
        return api.clients.send(administrator, "POST", "/api/v1/webhooks", body);
    }

    private String change() {
        String id = api.newCase(TestApi.CAMERA_IN_AREA);
        Who officer = api.person(Role.OFFICER, Scope.EVERYTHING);
        api.clients.send(officer, "POST", "/api/v1/cases/" + id + "/lease", null);
        return id;
    }

    private JsonNode deliveries(JsonNode created) {
        return deliveries(created, false);
    }

    private JsonNode deliveries(JsonNode created, boolean later) {
        Who who = later ? api.person(Role.ADMINISTRATOR, Scope.EVERYTHING) : administrator;
        String path = "/api/v1/webhooks/" + created.path("webhook").path("id").asText() + "/deliveries";
        return api.clients.get(who, path).json().path("items");
    }

    private Received next() throws InterruptedException {
        @Nullable Received message = received.poll(30, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return Objects.requireNonNull(message);
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("in time").isBefore(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }
}
