package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;

/** The section {@code api} of an engine file. */
class ApiSectionTest {

    private static final Path DATA = Path.of("data");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isSafeWhenItSaysNothing() throws Exception {
        ApiConfig config = read("{}", Map.of());
        assertThat(config.listen().getAddress().isLoopbackAddress()).isTrue();
        assertThat(config.listen().getPort()).isEqualTo(8443);
        assertThat(config.session().secondFactor()).isTrue();
        assertThat(config.secretKey()).isEqualTo(Path.of("data/secret.key"));
        assertThat(config.signOn()).isNull();
        assertThat(config.webhookHosts()).isEmpty();
    }

    @Test
    void readsWhatItSays() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "s3cret\nignored\n");
        ApiConfig config = read("""
                address: 0.0.0.0
                port: 443
                publicUrl: https://ngatu.example
                tls: {certificate: tls/cert.pem, key: tls/key.pem}
                areas: [{name: ba-dinh, cameras: [gate-1, gate-2]}]
                session: {idle: 10min, longest: 8h, secondFactor: false}
                limits: {perSecond: 10, time: 5s}
                signOn: {issuer: 'https://id.example/realm', clientId: ngatu, clientSecretFile: secret.txt}
                webhookHosts: [esb.internal]
                """, Map.of());
        assertThat(config.tls())
                .isEqualTo(new ApiConfig.Tls(folder.resolve("tls/cert.pem"), folder.resolve("tls/key.pem")));
        assertThat(config.areas()).isEqualTo(Map.of("ba-dinh", Set.of("gate-1", "gate-2")));
        assertThat(config.session())
                .isEqualTo(new ApiConfig.Session(Duration.ofMinutes(10), Duration.ofHours(8), false));
        assertThat(config.limits().time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(Objects.requireNonNull(config.signOn()).clientSecret()).isEqualTo("s3cret");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    @Test
    void takesASecretFromTheEnvironmentAndSaysWhenItIsMissing() throws Exception {
        String section = "signOn: {issuer: 'https://id.example', clientId: ngatu, clientSecret: '${OIDC_SECRET}'}";
        assertThat(Objects.requireNonNull(
                                read(section, Map.of("OIDC_SECRET", "s3cret")).signOn())
                        .clientSecret())
                .isEqualTo("s3cret");
        assertThatThrownBy(() -> read(section, Map.of()))
                .hasMessage("api.signOn.clientSecret: ${OIDC_SECRET} is not set (expected: a secret in it)");
    }

    @Test
    void tellsEveryFaultAtOnce() throws IOException {
        List<String> faults = faults("""
                address: 0.0.0.0
                port: 70000
                adress: x
                session: {idle: 1s}
                signOn: {issuer: 'https://id.example', clientId: ngatu, clientSecret: in the open}
                areas: [{name: a, cameras: [x]}, {name: a, cameras: [y]}]
                """);
        assertThat(String.join("\n", faults))
                .contains("api.address: 0.0.0.0 without tls (expected: a certificate, or 127.0.0.1)")
                .contains(
                        "api.port", "api.adress", "api.session.idle", "api.signOn.clientSecret", "api.areas: a twice");
    }

    @Test
    void wantsExactlyOneSecret() throws IOException {
        assertThat(faults("signOn: {issuer: 'https://id.example', clientId: ngatu}"))
                .containsExactly("api.signOn: no secret (expected: clientSecret or clientSecretFile)");
    }

    private static List<String> faults(String section) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(section);
        List<Fault> faults = new ArrayList<>();
        ApiSection.shape().check("api", tree, faults);
        ApiSection.check("api", tree, faults);
        return faults.stream().map(Fault::toString).toList();
    }

    private ApiConfig read(String section, Map<String, String> environment) throws IOException, ConfigException {
        assertThat(faults(section)).isEmpty();
        return ApiSection.read(new YAMLMapper().readTree(section), folder.resolve("engine.yaml"), DATA, environment);
    }
}
