package vn.ngatu.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.api.store.TestDatabase;

/** The server with a certificate, as it faces other machines. */
class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final String ALIAS = "server";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void speaksHttp2OverTlsAndBindsTheCookieToItsHost() throws Exception {
        KeyStore keys = certificate();
        ApiConfig.Tls tls = new ApiConfig.Tls(
                pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
                pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded()));
        try (TestDatabase made = TestDatabase.create(TestDatabase.Kind.SQLITE);
                TestApi api = TestApi.start(made.open(), new TestClock(), usual -> with(usual, tls))) {
            String link = api.server.firstLink(api.now()).orElseThrow();
            assertThat(link).startsWith("https://localhost:" + api.server.port() + "/#/invitation/");
            String body = "{\"token\":\"" + link.replaceAll(".*/", "") + "\",\"password\":\"trời hôm nay đẹp\"}";
            HttpResponse<String> response = client(keys)
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("https://localhost:" + api.server.port() + "/api/v1/invitation"))
                                    .header("content-type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.headers().firstValue("set-cookie").orElse(""))
                    .startsWith("__Host-ngatu=")
                    .contains("; Secure", "; SameSite=Strict", "; Path=/")
                    .containsIgnoringCase("; HttpOnly");
            assertThat(response.headers().firstValue("strict-transport-security"))
                    .isPresent();
        }
    }

    @Test
    void listensToOtherMachinesOnlyWithACertificate() throws Exception {
        try (TestDatabase made = TestDatabase.create(TestDatabase.Kind.SQLITE)) {
            assertThatThrownBy(() -> TestApi.start(
                            made.open(),
                            new TestClock(),
                            usual -> new ApiConfig(
                                    new InetSocketAddress("0.0.0.0", 0),
                                    null,
                                    null,
                                    false,
                                    usual.secretKey(),
                                    usual.evidence(),
                                    usual.areas(),
                                    usual.session(),
                                    usual.limits(),
                                    null,
                                    Set.of())))
                    .hasMessage("listen: 0.0.0.0 without TLS (expected: a certificate, or 127.0.0.1)");
        }
    }

    private static ApiConfig with(ApiConfig usual, ApiConfig.Tls tls) {
        return new ApiConfig(
                new InetSocketAddress("localhost", 0),
                null,
                tls,
                false,
                usual.secretKey(),
                usual.evidence(),
                usual.areas(),
                usual.session(),
                usual.limits(),
                null,
                Set.of());
    }

    private static HttpClient client(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            anchors.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        anchors.setCertificateEntry(ALIAS, trusted.getCertificate(ALIAS));
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private KeyStore certificate() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return Objects.requireNonNull(keys);
    }

    private Path pem(String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path file = folder.resolve(what.replace(' ', '-') + ".pem");
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
