package vn.ngatu.camera;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.ngatu.camera.Watcher.Seen;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.time.ClockSource;

/** Against GStreamer's RTSP server, which others wrote and many cameras resemble. */
@Tag("peer")
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class GstCameraTest {

    @ParameterizedTest
    @EnumSource(Transport.class)
    void itStreamsWithTheServersClock(Transport transport) throws Exception {
        try (GstServer server = GstServer.start();
                Watcher watcher = new Watcher(server.address("/h264").with(transport))) {
            watcher.awaitMore(50);
            assertSteady(watcher.packets());
            assertThat(watcher.opened.get(0).codec()).isEqualTo("h264");
            assertThat(watcher.opened.get(0).width()).isEqualTo(320);
            watcher.await(
                    "sender reports",
                    () -> requireNonNull(watcher.supervisor.clockReport()).source() == ClockSource.SENDER_REPORT);
            assertThat(requireNonNull(watcher.supervisor.clockReport()).error()).isLessThan(1.0);
        }
    }

    private static void assertSteady(List<Seen> packets) {
        for (int i = 1; i < packets.size(); i++) {
            double step = (packets.get(i).dtsNs() - packets.get(i - 1).dtsNs()) / 1e9;
            assertThat(step).as("step to packet " + i).isCloseTo(0.04, within(0.039));
        }
    }

    @Test
    void motionJpegStreamsToo() throws Exception {
        try (GstServer server = GstServer.start();
                Watcher watcher = new Watcher(server.address("/jpeg"))) {
            watcher.awaitMore(20);
            assertThat(watcher.opened.get(0).codec()).isEqualTo("mjpeg");
            assertThat(watcher.packets()).allMatch(Seen::key);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aKilledServerIsFoundAgain(Transport transport) throws Exception {
        try (GstServer server = GstServer.start();
                Watcher watcher = new Watcher(server.address("/h264").with(transport))) {
            watcher.awaitMore(10);
            server.kill();
            watcher.awaitState(CameraState.Backoff.class);
            int before = watcher.count();
            server.restart();
            watcher.await("packets after the return", Duration.ofSeconds(5), () -> watcher.count() > before);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aFrozenServerIsFoundAgain(Transport transport) throws Exception {
        try (GstServer server = GstServer.start();
                Watcher watcher = new Watcher(server.address("/h264").with(transport))) {
            watcher.awaitMore(10);
            server.signal("STOP");
            watcher.awaitState(CameraState.Stalled.class);
            watcher.await("giving up", () -> watcher.supervisor.counters().failures() > 0);
            server.signal("CONT");
            int before = watcher.count();
            watcher.await("packets after the thaw", Duration.ofSeconds(20), () -> watcher.count() > before + 10);
        }
    }

    @Test
    void itsDigestAuthenticationLetsUsIn() throws Exception {
        try (GstServer server = GstServer.start("viewer", "open sesame/?@");
                Watcher watcher = new Watcher(server.address("/h264"))) {
            watcher.awaitMore(5);
        }
    }
}
