package vn.ngatu.camera.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.PlayedClips;
import vn.ngatu.camera.Watcher;
import vn.ngatu.camera.address.Credentials;
import vn.ngatu.camera.address.Secret;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.TestClips;

/** What travels over HTTP, from a small server of the JDK's. */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class HttpSourcesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private StreamAddress address(String path) {
        return StreamAddress.of("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void pictures(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=next");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 500; i++) {
                byte[] jpeg = jpeg(i < 30 ? 320 : 640);
                String head = "--next\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(jpeg);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                LockSupport.parkNanos(40_000_000);
            }
        }
    }

    private static byte[] jpeg(int width) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, 192, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        return out.toByteArray();
    }

    private void serve(String path, Path file) {
        server.createContext(path, exchange -> {
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }

    @Test
    void motionJpegIsTimedByArrivalAndTellsAnotherSize() {
        server.createContext("/video", HttpSourcesTest::pictures);
        try (Watcher watcher = new Watcher(address("/video"))) {
            watcher.awaitMore(25);
            assertThat(watcher.opened.get(0).codec()).isEqualTo("mjpeg");
            assertThat(watcher.opened.get(0).width()).isEqualTo(320);
            long told = watcher.packets().get(20).ptsNs()
                    - watcher.packets().get(10).ptsNs();
            long came =
                    watcher.packets().get(20).atNs() - watcher.packets().get(10).atNs();
            assertThat(Math.abs(told - came)).isLessThan(200_000_000L);
            assertThat(watcher.supervisor.counters().timeRepairs()).isZero();
            watcher.await("the other size", () -> watcher.opened.size() == 2);
            assertThat(watcher.opened.get(1).width()).isEqualTo(640);
        }
    }

    @Test
    void motionJpegWithCredentials() throws IOException {
        HttpContext context = server.createContext("/video", HttpSourcesTest::pictures);
        context.setAuthenticator(new BasicAuthenticator("camera") {
            @Override
            public boolean checkCredentials(String user, String password) {
                return user.equals("viewer") && password.equals("p@ss/w:rd?#%");
            }
        });
        Path secret = Files.writeString(folder.resolve("secret"), "p@ss/w:rd?#%\n");
        try (Watcher right = new Watcher(address("/video").with(new Credentials("viewer", Secret.inFile(secret))));
                Watcher wrong = new Watcher(address("/video").with(new Credentials("other", Secret.inFile(secret))));
                Watcher none = new Watcher(address("/video"))) {
            right.awaitMore(3);
            wrong.awaitState(CameraState.Backoff.class);
            none.awaitState(CameraState.Backoff.class);
            assertThat(wrong.supervisor.state().reason())
                    .isEqualTo(
                            "gate: refused the credentials" + " (expected: a user name and password that may watch)");
        }
    }

    @Test
    void flvStreams() throws IOException {
        serve("/live.flv", TestClips.at(folder.resolve("a.flv")).write());
        try (Watcher watcher = new Watcher(address("/live.flv"))) {
            watcher.awaitMore(40);
            assertThat(watcher.opened.get(0).width()).isEqualTo(320);
            watcher.await(
                    "the next session after the stream's end",
                    () -> watcher.supervisor.counters().reconnects() > 0);
        }
    }

    @Test
    void hlsStreams() throws IOException {
        serve("/a.ts", TestClips.at(folder.resolve("a.ts")).write());
        Path list = Files.writeString(
                folder.resolve("a.m3u8"), "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\na.ts\n");
        serve("/a.m3u8", list);
        try (Watcher watcher = new Watcher(address("/a.m3u8"))) {
            watcher.awaitMore(40);
            assertThat(watcher.opened.get(0).codec()).isEqualTo("h264");
        }
    }

    @Test
    void aPlaylistOpensNoLocalFile() throws IOException {
        Path clip = TestClips.at(folder.resolve("a.ts")).write();
        Path list = Files.writeString(
                folder.resolve("a.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\nfile:" + clip + "\n");
        serve("/a.m3u8", list);
        try (Watcher watcher = new Watcher(address("/a.m3u8"))) {
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.count()).isZero();
        }
    }

    @Test
    void aPageInsteadOfAStreamIsToldSo() throws IOException {
        serve("/video", Files.writeString(folder.resolve("a.html"), "<html>Log in</html>"));
        try (Watcher watcher = new Watcher(address("/video"))) {
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.supervisor.state().reason()).startsWith("gate: ").contains("(expected: ");
        }
    }
}
