package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.security.oidc.OidcConfig;
import vn.ngatu.api.store.TestDatabase;

/** Signing on with a real OpenID provider. */
class SignOnTest {

    private static final String CALLBACK = "/api/v1/sign-on/callback";

    private final MockOAuth2Server provider = new MockOAuth2Server();
    private final TestDatabase made = TestDatabase.create(TestDatabase.Kind.SQLITE);

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @BeforeEach
    void start() throws IOException {
        provider.start();
        int port = freePort();
        OidcConfig config = new OidcConfig(
                provider.issuerUrl("ngatu").uri(), "ngatu-client", "a client's secret", "openid profile", "sub");
        api = TestApi.start(
                made.open(),
                InstantSource.system(),
                usual -> new ApiConfig(
                        new InetSocketAddress("127.0.0.1", port),
                        "http://127.0.0.1:" + port,
                        null,
                        false,
                        usual.secretKey(),
                        usual.evidence(),
                        usual.areas(),
                        usual.session(),
                        usual.limits(),
                        config,
                        usual.webhookHosts()));
        Accounts.Draft draft = new Accounts.Draft("Lan", Role.OFFICER, Scope.EVERYTHING, "lan@police.example", true);
        api.accounts.create("test", "lan", draft, api.now());
    }

    @AfterEach
    void stop() {
        api.close();
        made.close();
        provider.shutdown();
    }

    @Test
    void signsOnWhoTheProviderVouchesFor() {
        Answer start = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        assertThat(start.status()).isEqualTo(303);
        assertThat(start.header("location"))
                .contains("response_type=code", "code_challenge_method=S256", "state=", "nonce=")
                .doesNotContain("secret");
        assertThat(start.header("set-cookie"))
                .contains("Secure", "SameSite=Lax", "Max-Age=600")
                .containsIgnoringCase("HttpOnly");
        Answer finish = finish(start, back(start, "lan@police.example"));
        assertThat(finish.status()).isEqualTo(200);
        assertThat(finish.header("content-type")).startsWith("text/html");
        Who who = new Who(finish.cookie().orElseThrow(), null, null);
        Answer session = api.clients.get(who, "/api/v1/session");
        assertThat(session.json().path("name").asText()).isEqualTo("lan");
        assertThat(session.json().path("enrolled").asBoolean()).isTrue();
    }

    @Test
    void makesNoAccountForAStranger() {
        Answer start = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        assertThat(finish(start, back(start, "stranger@police.example")).problem())
                .isEqualTo("sign-in-refused");
    }

    @Test
    void refusesAnAnswerToAnotherQuestion() {
        Answer mine = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        Answer other = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        String answer = back(other, "lan@police.example");
        assertThat(finish(mine, answer).problem()).as("another's state").isEqualTo("sign-in-refused");
        assertThat(api.clients.get(Who.NOBODY, CALLBACK + answer).problem())
                .as("no cookie")
                .isEqualTo("sign-in-refused");
        String forged = answer.replaceAll("state=[^&]*", "state=forged");
        assertThat(finish(other, forged).problem()).isEqualTo("sign-in-refused");
    }

    /** The code is another sign-on's: its token has another nonce, and the provider asks for another verifier. */
    @Test
    void refusesACodeOfAnotherSignOn() {
        Answer mine = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        Answer other = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        String code = back(other, "lan@police.example").replaceAll(".*[?&](code=[^&]*).*", "$1");
        String state = mine.header("location").replaceAll(".*[?&](state=[^&]*).*", "$1");
        assertThat(finish(mine, "?" + code + "&" + state).problem()).isEqualTo("sign-in-refused");
    }

    @Test
    void refusesATokenForAnotherClient() {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(
                "ngatu", "lan@police.example", "JWT", null, Map.of("aud", "another-client"), 3600));
        Answer start = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        assertThat(finish(start, redirected(start)).problem()).isEqualTo("sign-in-refused");
    }

    @Test
    void refusesATokenThatHasExpired() {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(
                "ngatu", "lan@police.example", "JWT", List.of("ngatu-client"), Map.of(), -3600));
        Answer start = api.clients.get(Who.NOBODY, "/api/v1/sign-on");
        assertThat(finish(start, redirected(start)).problem()).isEqualTo("sign-in-refused");
    }

    @Test
    void letsNobodyWhoSignsOnElsewhereUseAPassword() {
        String body = "{\"name\":\"lan\",\"password\":\"anything at all\"}";
        assertThat(api.clients.send(Who.NOBODY, "POST", "/api/v1/session", body).problem())
                .isEqualTo("sign-in-refused");
    }

    /** What the provider sends {@code subject} back with: the query of the callback. */
    private String back(Answer start, String subject) {
        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback("ngatu", subject, "JWT", List.of("ngatu-client"), Map.of(), 3600));
        return redirected(start);
    }

    private static String redirected(Answer start) {
        try {
            HttpResponse<Void> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(start.header("location")))
                                    .build(),
                            BodyHandlers.discarding());
            String location = response.headers().firstValue("location").orElseThrow();
            assertThat(location).contains(CALLBACK);
            return location.substring(location.indexOf('?'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer finish(Answer start, String query) {
        String cookie = start.header("set-cookie").replaceAll(";.*", "");
        return api.clients.get(Who.NOBODY, CALLBACK + query, "cookie", cookie);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
