package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.security.totp.Totp;
import vn.ngatu.api.security.totp.TotpSecret;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

/** Signing in, staying signed in, and what keeps others out. */
@BothDatabases
class SessionTest {

    private static final String SESSION = "/api/v1/session";
    private static final String PASSWORD = "trời hôm nay đẹp lắm";

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @BeforeEach
    void start(Database database) {
        api = TestApi.start(database);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void leadsTheFirstAdministratorFromTheLinkToTheSecondFactor() {
        String link = api.server.firstLink(api.now()).orElseThrow();
        assertThat(link).matches("http://127.0.0.1:\\d+/#/invitation/[A-Za-z0-9_-]{43}");
        String token = link.replaceAll(".*/", "");
        Answer accepted = accept(token, PASSWORD);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.json().path("enrolled").asBoolean()).isFalse();
        Who who = new Who(
                accepted.cookie().orElseThrow(), accepted.json().path("csrf").asText(), null);
        assertThat(api.clients.get(who, "/api/v1/accounts").problem()).isEqualTo("second-factor-missing");

        String secret = enrol(who);
        Answer show = api.clients.get(new Who(lastCookie, who.csrf(), null), SESSION);
        assertThat(show.json().path("enrolled").asBoolean()).isTrue();
        assertThat(api.clients.get(who, SESSION).status())
                .as("the token before")
                .isEqualTo(401);
        assertThat(api.server.firstLink(api.now())).isEmpty();

        assertThat(signIn("administrator", PASSWORD, null).problem()).isEqualTo("sign-in-refused");
        api.testClock().advance(Duration.ofSeconds(60));
        assertThat(signIn("Administrator", PASSWORD, code(secret)).status()).isEqualTo(200);
        assertThat(signIn("administrator", PASSWORD, code(secret)).status())
                .as("the same code again")
                .isEqualTo(401);
    }

    @Test
    void takesAnInvitationOnceAndInTime() {
        String first = api.server.firstLink(api.now()).orElseThrow().replaceAll(".*/", "");
        String second = api.server.firstLink(api.now()).orElseThrow().replaceAll(".*/", "");
        assertThat(accept(first, PASSWORD).problem()).as("an earlier start's").isEqualTo("gone");
        assertThat(accept(second, "short").problem()).isEqualTo("invalid");
        assertThat(accept(second, PASSWORD).status()).isEqualTo(200);
        assertThat(accept(second, PASSWORD).problem()).isEqualTo("gone");
        assertThat(accept("A".repeat(43), PASSWORD).problem()).isEqualTo("gone");
    }

    @Test
    void letsAnInvitationExpire() {
        String token = api.server.firstLink(api.now()).orElseThrow().replaceAll(".*/", "");
        api.testClock().advance(Duration.ofMinutes(61));
        assertThat(accept(token, PASSWORD).problem()).isEqualTo("gone");
    }

    @Test
    void answersTheSameWhetherTheNameExistsOrNot() {
        accept(invite("lan"), PASSWORD);
        Answer wrong = signIn("lan", "not the password", null);
        Answer unknown = signIn("minh", "not the password", null);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).isEqualTo(unknown.text());
        assertThat(wrong.headers().map().keySet())
                .isEqualTo(unknown.headers().map().keySet());
    }

    @Test
    void slowsDownGuessingForKnownAndUnknownNamesAlike() {
        accept(invite("lan"), PASSWORD);
        assertThat(guesses("lan")).isEqualTo(guesses("minh")).containsExactly(401, 401, 401, 401, 401, 429);
        Answer locked = signIn("lan", PASSWORD, null);
        assertThat(locked.status()).as("even the right password").isEqualTo(429);
        assertThat(locked.header("retry-after")).isEqualTo("30");
        api.testClock().advance(Duration.ofSeconds(31));
        assertThat(signIn("lan", PASSWORD, null).status()).isEqualTo(200);
        assertThat(signIn("lan", "not the password", null).status())
                .as("counted anew")
                .isEqualTo(401);
    }

    @Test
    void givesTheBrowserACookieThatNoScriptAndNoOtherSiteGets() {
        Answer answer = accept(invite("lan"), PASSWORD);
        assertThat(answer.header("set-cookie"))
                .containsIgnoringCase("; HttpOnly")
                .contains("; Secure")
                .contains("; SameSite=Strict")
                .contains("; Path=/")
                .doesNotContain("Max-Age")
                .doesNotContain("Domain");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'", "frame-ancestors 'none'");
    }

    @Test
    void refusesWhatAForeignPageMaySend() {
        Who who = api.person(Role.OFFICER, Scope.EVERYTHING);
        String claim = "/api/v1/queue/claim";
        assertThat(send(who, claim).status()).isEqualTo(204);
        assertThat(send(new Who(who.cookie(), null, null), claim).problem()).isEqualTo("forged");
        assertThat(send(who, claim, "x-csrf-token", "A".repeat(43)).problem()).isEqualTo("forged");
        assertThat(send(who, claim, "sec-fetch-site", "cross-site").problem()).isEqualTo("forged");
        assertThat(send(who, claim, "origin", "https://evil.example").problem()).isEqualTo("forged");
        assertThat(send(who, claim, "origin", "null").problem()).isEqualTo("forged");
        String own = "http://127.0.0.1:" + api.server.port();
        assertThat(send(who, claim, "origin", own, "sec-fetch-site", "same-origin")
                        .status())
                .isEqualTo(204);
        assertThat(api.clients
                        .send(
                                Who.NOBODY,
                                "POST",
                                SESSION,
                                "{\"name\":\"a\",\"password\":\"b\"}",
                                "origin",
                                "https://evil.example")
                        .problem())
                .isEqualTo("forged");
    }

    @Test
    void endsASessionThatWasIdle() {
        Who who = api.person(Role.OFFICER, Scope.EVERYTHING);
        api.testClock().advance(Duration.ofMinutes(14));
        assertThat(api.clients.get(who, SESSION).status()).isEqualTo(200);
        api.testClock().advance(Duration.ofMinutes(31));
        assertThat(api.clients.get(who, SESSION).status()).isEqualTo(401);
    }

    @Test
    void endsASessionThatLastedTooLong() {
        Who who = api.person(Role.OFFICER, Scope.EVERYTHING);
        Instant end = api.now().plus(Duration.ofHours(12));
        while (api.now().isBefore(end)) {
            api.testClock().advance(Duration.ofMinutes(14));
            Answer answer = api.clients.get(who, SESSION);
            assertThat(answer.status()).isEqualTo(api.now().isBefore(end) ? 200 : 401);
            who = new Who(answer.cookie().orElse(who.cookie()), who.csrf(), null);
        }
    }

    @Test
    void rotatesTheTokenAndForgetsTheOldOneSoon() {
        Who old = api.person(Role.OFFICER, Scope.EVERYTHING);
        api.testClock().advance(Duration.ofMinutes(15));
        String token = api.clients.get(old, SESSION).cookie().orElseThrow();
        assertThat(token).isNotEqualTo(old.cookie());
        assertThat(api.clients.get(old, SESSION).status())
                .as("a request under way")
                .isEqualTo(200);
        api.testClock().advance(Duration.ofSeconds(31));
        assertThat(api.clients.get(old, SESSION).status()).isEqualTo(401);
        assertThat(api.clients.get(new Who(token, old.csrf(), null), SESSION).status())
                .isEqualTo(200);
    }

    @Test
    void signsOutForGood() {
        Who who = api.person(Role.OFFICER, Scope.EVERYTHING);
        assertThat(api.clients.send(who, "DELETE", SESSION, null).header("set-cookie"))
                .contains("Max-Age=0");
        assertThat(api.clients.get(who, SESSION).status()).isEqualTo(401);
    }

    @Test
    void endsSessionsWhenTheRoleChanges() {
        String name = api.newAccount(Role.SUPERVISOR, Scope.EVERYTHING);
        Who who = api.session(name, true);
        Accounts.Draft less = new Accounts.Draft(name, Role.OPERATOR, Scope.EVERYTHING, "subject-x", true);
        api.accounts.change("test", name, 1, less, api.now());
        assertThat(api.clients.get(who, SESSION).status()).isEqualTo(401);
    }

    @Test
    void changesAPasswordForWhoKnowsTheOldOneAndEndsTheOtherSessions() {
        Answer begun = accept(invite("lan"), PASSWORD);
        Who who =
                new Who(begun.cookie().orElseThrow(), begun.json().path("csrf").asText(), null);
        Who elsewhere = api.session("lan", false);
        assertThat(password(who, "wrong old password", "a new long password").status())
                .isEqualTo(403);
        assertThat(password(who, PASSWORD, "lan lan lan lan").problem()).isEqualTo("invalid");
        assertThat(password(who, PASSWORD, "a new long password").status()).isEqualTo(204);
        assertThat(api.clients.get(who, SESSION).status()).isEqualTo(200);
        assertThat(api.clients.get(elsewhere, SESSION).status()).isEqualTo(401);
        assertThat(signIn("lan", "a new long password", null).status()).isEqualTo(200);
    }

    @Test
    void keepsSecretsOutOfTheAuditLog() {
        String token = invite("lan");
        accept(token, PASSWORD);
        signIn("lan", "not the password", null);
        String log = api.audit.page(AuditLog.Filter.ALL, null, 500).toString();
        assertThat(log).contains("account.accept", "session.begin", "session.refused");
        assertThat(log).doesNotContain(PASSWORD, token, "not the password");
    }

    private String lastCookie = "";

    private String enrol(Who who) {
        Answer begun = api.clients.send(who, "POST", SESSION + "/totp", null);
        String secret = begun.json().path("secret").asText();
        String ticket = begun.json().path("ticket").asText();
        assertThat(confirm(who, ticket, "000000").status()).isEqualTo(403);
        assertThat(confirm(who, "AAAA", code(secret)).status()).isEqualTo(403);
        Answer confirmed = confirm(who, ticket, code(secret));
        assertThat(confirmed.status()).isEqualTo(204);
        lastCookie = confirmed.cookie().orElseThrow();
        return secret;
    }

    private Answer confirm(Who who, String ticket, String code) {
        return api.clients.send(
                who, "PUT", SESSION + "/totp", "{\"ticket\":\"" + ticket + "\",\"code\":\"" + code + "\"}");
    }

    private String code(String secret) {
        return Totp.code(TotpSecret.decode(secret), api.now());
    }

    private List<Integer> guesses(String name) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            statuses.add(signIn(name, "not the password " + i, null).status());
        }
        return statuses;
    }

    private String invite(String name) {
        Accounts.Draft draft = new Accounts.Draft(name, Role.OFFICER, Scope.EVERYTHING, null, true);
        String token = api.accounts.create("test", name, draft, api.now()).invitation();
        assertThat(token).isNotNull();
        return String.valueOf(token);
    }

    private Answer accept(String token, String password) {
        return api.clients.send(
                Who.NOBODY,
                "POST",
                "/api/v1/invitation",
                "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}");
    }

    private Answer signIn(String name, String password, @Nullable String code) {
        String third = code == null ? "" : ",\"code\":\"" + code + "\"";
        String body = "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"" + third + "}";
        return api.clients.send(Who.NOBODY, "POST", SESSION, body);
    }

    private Answer password(Who who, String old, String password) {
        String body = "{\"current\":\"" + old + "\",\"password\":\"" + password + "\"}";
        return api.clients.send(who, "PUT", SESSION + "/password", body);
    }

    private Answer send(Who who, String path, String... headers) {
        return api.clients.send(who, "POST", path, null, headers);
    }
}
