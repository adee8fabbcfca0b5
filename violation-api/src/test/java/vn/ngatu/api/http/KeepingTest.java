package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.intake.Intake;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.BothDatabases;
import vn.ngatu.api.store.Database;

/** Legal holds, deletion certificates and the quarantine, as people reach them. */
@BothDatabases
class KeepingTest {

    private static final String HOLD = "{\"why\":\"asked for by the court\"}";

    @TempDir
    Path evidence = Path.of("none");

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @BeforeEach
    void start(Database database) throws IOException {
        Path sample = TestApi.samplePackage();
        Path copy = Files.createDirectory(evidence.resolve(sample.getFileName().toString()));
        try (var files = Files.list(sample)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
        api = TestApi.start(
                database,
                new TestClock(),
                usual -> new ApiConfig(
                        usual.listen(),
                        null,
                        null,
                        false,
                        usual.secretKey(),
                        evidence,
                        usual.areas(),
                        usual.session(),
                        usual.limits(),
                        null,
                        usual.webhookHosts()));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Who person(Role role) {
        return api.person(role, Scope.EVERYTHING);
    }

    @Test
    void aHeldCaseIsKeptAndGoesWithACertificateOnceItIsFree() throws IOException {
        String id = api.newCase(TestApi.CAMERA_IN_AREA);
        String path = "/api/v1/cases/" + id;
        Who supervisor = person(Role.SUPERVISOR);
        Instant later = api.now().plus(Duration.ofDays(3 * 365));

        Answer placed = api.clients.send(supervisor, "POST", path + "/holds", HOLD);
        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.json().path("items").path(0).path("liftedBy").isNull())
                .isTrue();
        assertThat(api.clients.get(supervisor, path).json().path("held").asBoolean())
                .isTrue();
        assertThat(api.retention.run(later)).isZero();
        assertThat(evidence).isNotEmptyDirectory();

        Answer lifted = api.clients.send(supervisor, "DELETE", path + "/holds", null);
        assertThat(lifted.json().path("items").path(0).path("liftedBy").asText())
                .startsWith("supervisor");
        assertThat(api.clients.send(supervisor, "DELETE", path + "/holds", null).problem())
                .isEqualTo("wrong-state");
        assertThat(api.retention.run(later)).isEqualTo(1);
        assertThat(evidence).isEmptyDirectory();
        assertThat(api.clients.send(supervisor, "POST", path + "/holds", HOLD).problem())
                .isEqualTo("wrong-state");

        Answer certificates = api.clients.get(person(Role.AUDITOR), "/api/v1/certificates");
        assertThat(certificates.json().path("items").size()).isEqualTo(1);
        assertThat(certificates.json().path("items").path(0).path("caseId").asText())
                .isEqualTo(id);
        assertThat(certificates.json().path("items").path(0).path("doneAt").isNull())
                .isFalse();
    }

    @Test
    void aHoldNeedsAReasonAndASupervisor() {
        String holds = "/api/v1/cases/" + api.newCase(TestApi.CAMERA_IN_AREA) + "/holds";
        Who supervisor = person(Role.SUPERVISOR);
        for (String body : new String[] {"{}", "{\"why\":\"\"}", "{\"why\":\"" + "x".repeat(501) + "\"}"}) {
            Answer refused = api.clients.send(supervisor, "POST", holds, body);
            assertThat(refused.status()).as(body).isEqualTo(422);
        }
        assertThat(api.clients.send(person(Role.OFFICER), "POST", holds, HOLD).status())
                .isEqualTo(403);
        assertThat(api.clients.get(supervisor, holds).json().path("items")).isEmpty();
    }

    @Test
    void whatCameInDamagedIsToldWithoutItsLineAndCanBeTriedAgain() throws IOException {
        assertThat(api.intake.take("", "no violation", api.now())).isEqualTo(Intake.Outcome.QUARANTINED);
        Who administrator = person(Role.ADMINISTRATOR);
        Answer listed = api.clients.get(administrator, "/api/v1/quarantine");
        assertThat(listed.json().path("items").size()).isEqualTo(1);
        assertThat(listed.json().path("items").path(0).path("faults")).isNotEmpty();
        String id = listed.json().path("items").path(0).path("id").asText();
        String retry = "/api/v1/quarantine/" + id + "/retry";
        assertThat(api.clients
                        .send(administrator, "POST", retry, null)
                        .json()
                        .path("outcome")
                        .asText())
                .isEqualTo("quarantined");
        assertThat(api.clients
                        .send(administrator, "POST", "/api/v1/quarantine/none/retry", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void withoutASigningKeyThereIsNoneToPublish() {
        Answer keys = api.clients.get(Who.NOBODY, "/api/v1/keys");
        assertThat(keys.json().path("signing").isNull()).isTrue();
        assertThat(keys.json().path("items")).isEmpty();
    }
}
