package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.TestDatabase;

/** What the server stands: sizes, rates and times. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {

    private static final String BODY = "{\"name\":\"a\",\"password\":\"b\"}";

    private final TestDatabase made = TestDatabase.create(TestDatabase.Kind.SQLITE);

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    private void start(ApiConfig.Limits limits) {
        UnaryOperator<ApiConfig> configure = usual -> new ApiConfig(
                new InetSocketAddress("127.0.0.1", 0),
                null,
                null,
                false,
                usual.secretKey(),
                usual.evidence(),
                usual.areas(),
                usual.session(),
                limits,
                null,
                Set.of());
        api = TestApi.start(made.open(), new TestClock(), configure);
    }

    @AfterEach
    void stop() {
        api.close();
        made.close();
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        start(ApiConfig.Limits.defaults());
        String large = "{\"name\":\"" + "a".repeat(70_000) + "\",\"password\":\"b\"}";
        Answer answer = api.clients.send(Who.NOBODY, "POST", "/api/v1/session", large);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    @Test
    void refusesLinesAndHeadersThatAreTooLong() throws IOException {
        start(ApiConfig.Limits.defaults());
        String host = " HTTP/1.1\r\nhost: localhost\r\n";
        assertThat(raw("GET /" + "a".repeat(9000) + host + "\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("problem+json");
        assertThat(raw("GET /" + host + "x: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 4")
                .contains("problem+json");
    }

    @Test
    void answersWhatIsNoHttpWithAProblem() throws IOException {
        start(ApiConfig.Limits.defaults());
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400").contains("problem+json");
        assertThat(raw("GET /api/v1/cases HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("problem+json");
        assertThat(raw("BREW /api/v1/cases HTTP/1.1\r\nhost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("GET http://%zz/ HTTP/1.1\r\nhost: localhost\r\n\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void saysWhichMethodsAndPathsThereAreNot() {
        start(ApiConfig.Limits.defaults());
        Answer answer = api.clients.send(Who.NOBODY, "DELETE", "/api/v1/session/password", null);
        assertThat(answer.problem()).isEqualTo("method-not-allowed");
        assertThat(answer.header("allow")).isEqualTo("PUT");
        assertThat(api.clients.get(Who.NOBODY, "/api/v1/nothing").problem()).isEqualTo("not-found");
        assertThat(api.clients.get(Who.NOBODY, "/api/v2/cases").problem()).isEqualTo("not-found");
        assertThat(api.clients.get(Who.NOBODY, "/").problem()).isEqualTo("not-found");
    }

    @Test
    void limitsHowOftenOneMayAskAndNotTheOthers() {
        start(new ApiConfig.Limits(2, 30, 64 << 10, Duration.ofSeconds(10), 2000));
        Who first = api.person(Role.OFFICER, Scope.EVERYTHING);
        Who second = api.person(Role.OFFICER, Scope.EVERYTHING);
        Answer last = api.clients.get(first, "/api/v1/session");
        for (int i = 0; i < 20 && last.status() == 200; i++) {
            last = api.clients.get(first, "/api/v1/session");
        }
        assertThat(last.problem()).isEqualTo("too-many");
        assertThat(last.header("retry-after")).isEqualTo("1");
        assertThat(api.clients.get(second, "/api/v1/session").status()).isEqualTo(200);
    }

    @Test
    void limitsHowOftenOneAddressMayTryToSignIn() {
        start(new ApiConfig.Limits(100, 3, 64 << 10, Duration.ofSeconds(10), 2000));
        for (int i = 0; i < 3; i++) {
            assertThat(api.clients
                            .send(Who.NOBODY, "POST", "/api/v1/session", BODY)
                            .status())
                    .isEqualTo(401);
        }
        assertThat(api.clients.send(Who.NOBODY, "POST", "/api/v1/session", BODY).status())
                .isEqualTo(429);
        assertThat(api.clients
                        .send(Who.NOBODY, "POST", "/api/v1/invitation", "{}")
                        .status())
                .isEqualTo(429);
    }

    @Test
    void endsARequestWhoseBodyDoesNotCome() throws IOException {
        start(new ApiConfig.Limits(100, 30, 64 << 10, Duration.ofSeconds(1), 2000));
        String answer = raw("POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                + "content-length: 100\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 408").contains("timed-out");
    }

    /** A client that sends its headers letter by letter must not hold a connection for ever. */
    @Test
    void endsAConnectionWhoseHeadersDoNotCome() throws IOException {
        start(new ApiConfig.Limits(100, 30, 64 << 10, Duration.ofSeconds(1), 2000));
        try (Socket socket = socket()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nhost: local".getBytes(StandardCharsets.US_ASCII));
            boolean open = true;
            for (int i = 0; i < 600 && open; i++) {
                socket.setSoTimeout(100);
                try {
                    open = socket.getInputStream().read() >= 0;
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write('x');
                } catch (IOException e) {
                    open = false;
                }
            }
            assertThat(open).isFalse();
        }
    }

    @Test
    void speaksHttp2() throws Exception {
        start(ApiConfig.Limits.defaults());
        HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<String> response = http2.send(
                HttpRequest.newBuilder(URI.create(api.clients.origin() + "/api/v1/openapi.json"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("127.0.0.1", api.server.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** What the server answers to {@code request} until it closes the connection, or the answer is whole. */
    private String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            try {
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    answer.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
                    if (answer.toString().contains("\r\n\r\n")
                            && answer.toString().endsWith("}")) {
                        break;
                    }
                }
            } catch (IOException e) {
                // Closed with a reset, because we had more to send: what came before counts.
            }
            return answer.toString();
        }
    }
}
