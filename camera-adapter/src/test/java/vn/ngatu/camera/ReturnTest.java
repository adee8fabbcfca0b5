package vn.ngatu.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.player.PlayedCamera;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.camera.source.Sources;
import vn.ngatu.core.media.NativeLeakExtension;

/** How soon pictures come again once a camera is back, by the patience that engines have: one fault of each kind. */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class ReturnTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AFTER_FREEZE = Duration.ofSeconds(20);
    /** So many failures that the longest wait is reached. */
    private static final int MANY = 4;

    @SuppressWarnings("NullAway.Init")
    private RtspPlayer player;

    @SuppressWarnings("NullAway.Init")
    private PlayedCamera camera;

    @SuppressWarnings("NullAway.Init")
    private Watcher watcher;

    @BeforeEach
    void start() throws IOException {
        player = RtspPlayer.start(PlayerSettings.loopback().onPort(PlayedClips.lastingPort()));
        camera = player.add("/gate", PlayedClips.small());
        StreamAddress address = StreamAddress.of(camera.uri().toString());
        watcher = new Watcher(Sources.opener("gate", address), SupervisorSettings.DEFAULT);
        watcher.awaitMore(10);
    }

    @AfterEach
    void stop() {
        watcher.close();
        player.close();
    }

    private void awaitFailures(int failures) {
        watcher.await(
                failures + " failures",
                Duration.ofSeconds(60),
                () -> watcher.supervisor.counters().failures() >= failures);
    }

    private void assertPictures(Duration within) {
        int before = watcher.count();
        watcher.await("pictures after the return", within, () -> watcher.count() > before);
        assertThat(watcher.supervisor.state()).isInstanceOf(CameraState.Streaming.class);
    }

    @Test
    void aCameraThatHadNoPowerForLong() throws IOException {
        player.powerOff();
        awaitFailures(MANY);
        player.powerOn();
        assertPictures(SOON);
    }

    @Test
    void aServerThatFroze() {
        player.freeze(true);
        awaitFailures(2);
        player.freeze(false);
        assertPictures(AFTER_FREEZE);
    }

    @Test
    void aConnectionThatWasCut() {
        camera.cut();
        watcher.await("the session's end", () -> watcher.supervisor.counters().failures() > 0);
        assertPictures(SOON);
    }

    @Test
    void aCameraThatSaidNo() {
        camera.faults().status(503);
        camera.cut();
        awaitFailures(MANY);
        camera.faults().status(0);
        assertPictures(SOON);
    }

    @Test
    void aStreamThatFellSilent() {
        camera.faults().stall(true);
        awaitFailures(1);
        camera.faults().stall(false);
        assertPictures(SOON);
    }
}
