package vn.ngatu.camera.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.PlayedClips;
import vn.ngatu.camera.Watcher;
import vn.ngatu.camera.address.Credentials;
import vn.ngatu.camera.address.Secret;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.TlsTrust;
import vn.ngatu.camera.player.PlayedCamera;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.core.media.NativeLeakExtension;

/** Who may watch, and who is believed to be the camera. */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class AuthenticationTest {

    private static final String PASSWORD = "Hunter2/?@:#&=% x";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Credentials credentials(String user, String password) throws Exception {
        Path file = Files.createTempFile(folder, "secret", "");
        return new Credentials(user, Secret.inFile(Files.writeString(file, password + "\n")));
    }

    @Test
    void digestAuthenticationLetsTheRightOnesIn() throws Exception {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback().onlyFor("viewer", PASSWORD));
                Watcher watcher = new Watcher(StreamAddress.of(
                                player.add("/gate", PlayedClips.small()).uri().toString())
                        .with(credentials("viewer", PASSWORD)))) {
            watcher.awaitMore(5);
        }
    }

    @Test
    void aRefusalWaitsLongSoThatTheCameraLocksNobodyOut() throws Exception {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback().onlyFor("viewer", PASSWORD))) {
            StreamAddress address = StreamAddress.of(
                    player.add("/gate", PlayedClips.small()).uri().toString());
            try (Watcher wrong = new Watcher(address.with(credentials("viewer", "wrong")));
                    Watcher none = new Watcher(address)) {
                for (Watcher each : List.of(wrong, none)) {
                    each.awaitState(CameraState.Backoff.class);
                    CameraState.Backoff backoff = (CameraState.Backoff) each.supervisor.state();
                    assertThat(backoff.retryAt())
                            .isAfter(java.time.Instant.now().plusSeconds(20));
                    assertThat(backoff.reason()).contains("refused the credentials");
                    assertThat(each.supervisor.counters().failures()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void noCredentialIsEverLogged() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        Level before = root.getLevel();
        PrintStream stderr = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        root.addAppender(seen);
        root.setLevel(Level.DEBUG);
        org.bytedeco.ffmpeg.global.avutil.av_log_set_level(org.bytedeco.ffmpeg.global.avutil.AV_LOG_TRACE);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            digestAuthenticationLetsTheRightOnesIn();
            failWith(PASSWORD);
        } finally {
            System.setErr(stderr);
            org.bytedeco.ffmpeg.global.avutil.av_log_set_level(org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING);
            root.setLevel(before);
            root.detachAppender(seen);
        }
        List<String> lines = List.copyOf(seen.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(lines).anyMatch(each -> each.contains("DESCRIBE") || each.contains("RTSP/1.0"));
        assertThat(lines).noneMatch(each -> each.contains("Hunter2"));
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("Hunter2");
    }

    private void failWith(String password) throws Exception {
        for (String url : new String[] {
            "rtsp://127.0.0.1:1/gate",
            "http://127.0.0.1:1/video",
            "rtmp://127.0.0.1:1/live/x",
            "http://127.0.0.1:1/a.m3u8"
        }) {
            try (Watcher watcher = new Watcher(StreamAddress.of(url).with(credentials("viewer", password)))) {
                watcher.awaitState(CameraState.Backoff.class);
                assertThat(watcher.states.toString()).doesNotContain("Hunter2");
            }
        }
    }

    private SSLContext tls(Path store) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        keytool(
                keytool,
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-storetype",
                "PKCS12",
                "-alias",
                "camera",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc=ca:true");
        keytool(
                keytool,
                "-exportcert",
                "-rfc",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "camera",
                "-file",
                folder.resolve("camera.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor())
                .isZero();
    }

    @Test
    void anEncryptedCameraMustBeVouchedFor() throws Exception {
        SSLContext context = tls(folder.resolve("keys.p12"));
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback().over(context))) {
            PlayedCamera camera = player.add("/gate", PlayedClips.small());
            StreamAddress address = StreamAddress.of(camera.uri().toString());
            assertThat(address.scheme()).isEqualTo("rtsps");
            try (Watcher stranger = new Watcher(address);
                    Watcher anybody = new Watcher(address.with(TlsTrust.ANYBODY));
                    Watcher vouched = new Watcher(address.with(new TlsTrust(true, folder.resolve("camera.pem"))))) {
                anybody.awaitMore(5);
                vouched.awaitMore(5);
                stranger.awaitState(CameraState.Backoff.class);
                assertThat(stranger.count()).isZero();
            }
        }
    }
}
