package vn.ngatu.camera.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.PlayedClips;
import vn.ngatu.camera.Watcher;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.TestClips;

/** An added source is found by its address and supervised like our own. */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class TsOverTcpSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void itStreamsAndConnectsAnewWhenTheEncoderHangsUp() throws Exception {
        byte[] clip = Files.readAllBytes(TestClips.at(folder.resolve("a.ts")).write());
        try (ServerSocket encoder = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread sending = new Thread(() -> send(encoder, clip), "encoder");
            sending.start();
            try (Watcher watcher = new Watcher(StreamAddress.of("ts+tcp://127.0.0.1:" + encoder.getLocalPort()))) {
                watcher.awaitMore(40);
                assertThat(watcher.opened.get(0).width()).isEqualTo(320);
                watcher.await(
                        "the next session", () -> watcher.supervisor.counters().reconnects() > 0);
                assertThat(watcher.states).hasAtLeastOneElementOfType(CameraState.Backoff.class);
            }
            encoder.close();
            sending.join();
        }
    }

    private static void send(ServerSocket encoder, byte[] clip) {
        while (!encoder.isClosed()) {
            try (Socket client = encoder.accept();
                    OutputStream out = client.getOutputStream()) {
                out.write(clip);
            } catch (IOException e) {
                // The client hung up, or the test is over.
            }
        }
    }
}
