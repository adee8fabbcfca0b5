package vn.ngatu.api.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.CommandLineRun;
import vn.ngatu.api.SamplePackages;
import vn.ngatu.api.engine.EngineFile;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.evidence.sign.PublicKeys;

/** Casework over a folder that an engine wrote, as an engine file configures it. */
class CaseworkTest {

    private static final Path SCENE = Path.of(System.getProperty("ngatu.home", ".."))
            .toAbsolutePath()
            .resolve("violation-api/examples/scenes/suburb.yaml");

    @TempDir
    Path folder = Path.of("none");

    private Path data = Path.of("none");

    @BeforeEach
    void copyWhatAnEngineWrote() throws IOException {
        data = folder.resolve("data");
        Path sample = SamplePackages.folder();
        try (var inside = Files.walk(sample)) {
            for (Path path : inside.toList()) {
                Path copy = data.resolve(sample.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private CaseworkConfig config(String sections) throws IOException, ConfigException {
        Path file = Files.writeString(
                folder.resolve("engine.yaml"),
                sections + "\ncameras: [{id: gate, scene: " + SCENE + ", url: 'file:clip.mp4'}]\n");
        return EngineFile.casework(file, Map.of());
    }

    private static void awaitIntake(Casework casework, long lines) {
        Instant deadline = Instant.now().plusSeconds(60);
        while (casework.intake().taken() + casework.intake().quarantined() < lines) {
            assertThat(casework.intake().stopped()).isNull();
            assertThat(Instant.now()).as("in time").isBefore(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static long recorded(CaseworkConfig config, String action) {
        try (Database database = Database.open(config.store().location())) {
            return new AuditLog(database)
                    .page(new AuditLog.Filter(null, null, null, action, null), null, AuditLog.MOST_ROWS)
                    .size();
        }
    }

    private static int status(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        return answer.statusCode();
    }

    @Test
    void whatAnEngineFlaggedIsASignedCaseOnceAndThePagesAreThere() throws Exception {
        Path keys = folder.resolve("keys");
        assertThat(CommandLineRun.of("key", "create", "--out", keys).code()).isZero();
        String id = PublicKeys.read(keys.resolve("public")).ids().iterator().next();
        CaseworkConfig config =
                config("api: {port: 0}\nsigning: {key: keys/" + id + ".private.pem, publicKeys: keys/public}");

        try (Casework casework = Casework.start(config, InstantSource.system())) {
            awaitIntake(casework, 1);
            assertThat(casework.firstLink()).get().asString().startsWith(casework.address() + "/#/invitation/");
            assertThat(status(casework.address() + "/")).isEqualTo(200);
            assertThat(status(casework.address() + "/api/v1/cases")).isEqualTo(401);
            assertThat(status(casework.address() + "/api/v1/keys")).isEqualTo(200);
        }
        assertThat(CommandLineRun.of("verify", data.resolve("evidence"), "--key", keys.resolve("public"))
                        .out())
                .startsWith("OK 1 package");
        assertThat(recorded(config, "case.intake")).isEqualTo(1);

        try (Casework again = Casework.start(config, InstantSource.system())) {
            Path lines = data.resolve("violations.jsonl");
            Files.writeString(lines, Files.readString(lines) + "no violation\n", StandardOpenOption.APPEND);
            awaitIntake(again, 1);
            assertThat(again.intake().taken()).as("the same one again").isZero();
        }
        assertThat(recorded(config, "case.intake")).isEqualTo(1);
        assertThat(recorded(config, "case.quarantine")).isEqualTo(1);
    }

    @Test
    void whatCantBeUsedIsToldBeforeAnythingRuns() throws Exception {
        CaseworkConfig missing = config("api: {port: 0}\nsigning: {key: none.pem, publicKeys: keys}");
        assertThatThrownBy(() -> Casework.start(missing, InstantSource.system()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.pem");
        try (Casework first = Casework.start(config("api: {port: 0}"), InstantSource.system())) {
            String port = first.address().replaceAll(".*:", "");
            CaseworkConfig taken = config("store: {database: other.db}\napi: {port: " + port + "}");
            assertThatThrownBy(() -> Casework.start(taken, InstantSource.system()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("can't listen on");
        }
    }

    @Test
    void faultsOfTheSectionsAreToldTogetherAndNeverRepeatASecret() throws IOException {
        Path file = Files.writeString(folder.resolve("engine.yaml"), """
                store: {database: 'jdbc:postgresql://ngatu:hunter2@db/ngatu', password: '${NGATU_DB}', passwordFile: p}
                api: {address: 0.0.0.0}
                cameras: [{id: gate, scene: %s, url: 'file:clip.mp4'}]
                """.formatted(SCENE));
        List<String> faults =
                EngineFile.check(file).stream().map(fault -> fault.toString()).toList();
        assertThat(faults)
                .containsExactly(
                        "store.database: an address with a user or password (expected: one without; see user and password)",
                        "store: both password and passwordFile (expected: one of them)",
                        "api.address: 0.0.0.0 without tls (expected: a certificate, or 127.0.0.1)");
    }

    @Test
    void aPasswordComesFromTheEnvironmentOrIsToldToBeMissing() throws Exception {
        Path file = Files.writeString(folder.resolve("engine.yaml"), """
                store: {database: 'jdbc:postgresql://db/ngatu', user: ngatu, password: '${NGATU_DB}'}
                cameras: [{id: gate, scene: %s, url: 'file:clip.mp4'}]
                """.formatted(SCENE));
        CaseworkConfig config = EngineFile.casework(file, Map.of("NGATU_DB", "secret words"));
        assertThat(config.store().password()).isEqualTo("secret words");
        assertThat(config.toString()).doesNotContain("secret words");
        assertThatThrownBy(() -> EngineFile.casework(file, Map.of()))
                .hasMessage("store.password: ${NGATU_DB} is not set (expected: a secret in it)");
    }
}
