package vn.ngatu.camera.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.PlayedClips;
import vn.ngatu.camera.Watcher;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.TestClips;

/** RTMP from FFmpeg's own server, as a process of its own that serves one client and ends. */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class RtmpSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Process serve(Path clip, String address) throws IOException {
        return new ProcessBuilder(
                        Loader.load(ffmpeg.class),
                        "-nostdin",
                        "-loglevel",
                        "error",
                        "-re",
                        "-i",
                        clip.toString(),
                        "-c",
                        "copy",
                        "-f",
                        "flv",
                        "-listen",
                        "1",
                        address)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aServerThatEndsAndComesBackIsWatchedAgain() throws IOException {
        Path clip = TestClips.at(folder.resolve("a.flv")).frames(500, 10).write();
        String address = "rtmp://127.0.0.1:" + PlayedClips.lastingPort() + "/live/gate";
        Process server = serve(clip, address);
        try (Watcher watcher = new Watcher(StreamAddress.of(address))) {
            watcher.awaitMore(40);
            assertThat(watcher.opened.get(0).codec()).isEqualTo("h264");
            assertThat(watcher.opened.get(0).width()).isEqualTo(320);
            assertThat(watcher.supervisor.counters().timeRepairs()).isZero();

            server.destroyForcibly().onExit().join();
            watcher.awaitState(CameraState.Backoff.class);
            server = serve(clip, address);
            watcher.awaitMore(10);
            assertThat(watcher.opened).hasSizeGreaterThan(1);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void withoutAServerTheCameraIsInBackoff() {
        try (Watcher watcher = new Watcher(StreamAddress.of("rtmp://127.0.0.1:1/live/gate"))) {
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.supervisor.state().reason()).contains("can't be reached");
        }
    }
}
