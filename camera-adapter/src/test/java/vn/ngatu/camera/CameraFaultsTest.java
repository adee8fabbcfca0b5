package vn.ngatu.camera;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.camera.Watcher.Seen;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.camera.player.PlayedCamera;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.camera.source.Sources;
import vn.ngatu.camera.time.ClockReport;
import vn.ngatu.camera.time.MappedTime;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.WallTime;

/**
 * Everything that goes wrong with a camera, played by our own RTSP player. Through every test a sound camera of another
 * player is watched, too, and must not lose a frame.
 */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class CameraFaultsTest {

    private static final double FRAME = 0.04;

    @SuppressWarnings("NullAway.Init")
    private RtspPlayer player;

    @SuppressWarnings("NullAway.Init")
    private PlayedCamera camera;

    @SuppressWarnings("NullAway.Init")
    private RtspPlayer elsewhere;

    @SuppressWarnings("NullAway.Init")
    private Watcher sound;

    @BeforeEach
    void start() throws IOException {
        elsewhere = RtspPlayer.start(PlayerSettings.loopback());
        sound = new Watcher(StreamAddress.of(
                elsewhere.add("/other", PlayedClips.small()).uri().toString()));
        sound.awaitMore(2);
        player = RtspPlayer.start(PlayerSettings.loopback().onPort(PlayedClips.lastingPort()));
        camera = player.add("/gate", PlayedClips.small());
    }

    @AfterEach
    void theOtherCameraLostNothing() {
        try (RtspPlayer other = elsewhere;
                Watcher watched = sound) {
            watched.awaitMore(2);
            assertThat(watched.supervisor.counters().sessions()).isEqualTo(1);
            assertNoFrameLost(watched.packets());
        } finally {
            player.close();
        }
    }

    private StreamAddress address() {
        return StreamAddress.of(camera.uri().toString());
    }

    private static double step(List<Seen> packets, int at) {
        return (packets.get(at).dtsNs() - packets.get(at - 1).dtsNs()) / 1e9;
    }

    private static void assertMonotone(List<Seen> packets) {
        for (int i = 1; i < packets.size(); i++) {
            assertThat(step(packets, i)).as("step to packet " + i).isPositive();
        }
    }

    private static void assertNoFrameLost(List<Seen> packets) {
        for (int i = 1; i < packets.size(); i++) {
            assertThat(step(packets, i)).as("step to packet " + i).isCloseTo(FRAME, within(0.002));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSoundCameraStreamsWithoutLossOrRepair(Transport transport) {
        try (Watcher watcher = new Watcher(address().with(transport))) {
            watcher.awaitMore(75);
            assertNoFrameLost(watcher.packets());
            assertThat(watcher.packets().get(0).ptsNs()).isZero();
            assertThat(watcher.packets().get(0).key()).isTrue();
            assertThat(watcher.packets()).noneMatch(Seen::jump).noneMatch(Seen::corrupt);
            StreamCounters counters = watcher.supervisor.counters();
            assertThat(counters.timeRepairs() + counters.lostRtpPackets() + counters.reconnects())
                    .isZero();
            assertThat(watcher.supervisor.state().reason()).isEqualTo("h264 320x192");
            assertThat(requireNonNull(watcher.supervisor.clock().at(0)).source())
                    .isEqualTo(ClockSource.SENDER_REPORT);
        }
        assertThat(requireNonNull(camera).uri().toString()).startsWith("rtsp://127.0.0.1:");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aCameraThatLosesItsPowerComesBack(Transport transport) throws IOException {
        try (Watcher watcher = new Watcher(address().with(transport))) {
            watcher.awaitMore(10);
            player.powerOff();
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.supervisor.state().reason()).contains("gate");
            int before = watcher.count();
            player.powerOn();
            watcher.await("packets after the return", Duration.ofSeconds(5), () -> watcher.count() > before + 5);
            assertOneBreak(watcher.packets());
            assertThat(watcher.supervisor.counters().reconnects()).isEqualTo(1);
        }
    }

    /** The time line goes on by what really passed, and the first packet behind the gap says so. */
    private static void assertOneBreak(List<Seen> packets) {
        assertMonotone(packets);
        List<Seen> jumps = packets.stream().filter(Seen::jump).toList();
        assertThat(jumps).hasSize(1);
        int at = packets.indexOf(jumps.get(0));
        double passed = (packets.get(at).atNs() - packets.get(at - 1).atNs()) / 1e9;
        assertThat(step(packets, at)).isCloseTo(passed, within(0.5));
    }

    @Test
    void aCutConnectionIsOpenedAnew() {
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            camera.cut();
            watcher.await("a reconnect", () -> watcher.supervisor.counters().reconnects() == 1);
            watcher.awaitMore(10);
            assertOneBreak(watcher.packets());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aFrozenServerIsGivenUpAndComesBackWhenItThaws(Transport transport) {
        try (Watcher watcher = new Watcher(address().with(transport))) {
            watcher.awaitMore(10);
            player.freeze(true);
            watcher.awaitState(CameraState.Stalled.class);
            watcher.await("giving up", () -> watcher.supervisor.counters().failures() > 0);
            int before = watcher.count();
            player.freeze(false);
            watcher.await("packets after the thaw", Duration.ofSeconds(20), () -> watcher.count() > before + 5);
            assertMonotone(watcher.packets());
            assertThat(watcher.states)
                    .filteredOn(each -> each instanceof CameraState.Backoff)
                    .first()
                    .extracting(CameraState::reason)
                    .asString()
                    .contains("no packet");
        }
    }

    @Test
    void aShortSilenceIsAStallAndNoReconnect() {
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            camera.faults().stall(true);
            watcher.awaitState(CameraState.Stalled.class);
            camera.faults().stall(false);
            watcher.awaitState(CameraState.Streaming.class);
            watcher.awaitMore(10);
            assertThat(watcher.supervisor.counters().sessions()).isEqualTo(1);
            assertMonotone(watcher.packets());
        }
    }

    @Test
    void aLongSilenceEndsTheSession() {
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            camera.faults().stall(true);
            watcher.await("giving up", () -> watcher.supervisor.counters().failures() > 0);
            camera.faults().stall(false);
            watcher.await("a reconnect", () -> watcher.supervisor.counters().reconnects() == 1);
        }
    }

    @Test
    void aHalfOpenConnectionIsGivenUpAndClosesAtOnce() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Watcher watcher =
                        new Watcher(StreamAddress.of("rtsp://127.0.0.1:" + silent.getLocalPort() + "/gate"))) {
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.supervisor.state().reason()).contains("no answer in time");
            watcher.awaitState(CameraState.Connecting.class);
            long start = System.nanoTime();
            watcher.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(watcher.supervisor.state()).isInstanceOf(CameraState.Stopped.class);
        }
    }

    @Test
    void anotherSizeInTheMiddleOfTheStreamIsTold() throws IOException {
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            camera.play(PlayedClips.large());
            watcher.await("the other size", () -> watcher.opened.size() == 2);
            assertThat(watcher.opened.get(1).width()).isEqualTo(640);
            assertThat(watcher.opened.get(1).height()).isEqualTo(368);
            watcher.awaitMore(10);
            assertMonotone(watcher.packets());
            assertThat(watcher.supervisor.counters().sessions()).isEqualTo(1);
            watcher.await(
                    "the state to tell",
                    () -> watcher.supervisor.state().reason().equals("h264 640x368"));
        }
    }

    @Test
    void aWrongSpsInTheDescriptionIsCorrectedByThePictures() throws IOException {
        camera.faults().announce(PlayedClips.large());
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            assertThat(watcher.opened.get(watcher.opened.size() - 1).width()).isEqualTo(320);
        }
    }

    @Test
    void aDescriptionWithoutParameterSetsWaitsForThePictures() {
        camera.faults().parameterSets(false);
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            assertThat(watcher.opened.get(0).width()).isEqualTo(320);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 20, -2})
    void stampsThatJumpAreTakenOutAndMarked(long seconds) {
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            int before = watcher.count();
            camera.faults().jumpStamps(Duration.ofSeconds(seconds));
            watcher.await("the mark", () -> watcher.packets().stream().anyMatch(Seen::jump));
            watcher.awaitMore(10);
            List<Seen> packets = watcher.packets();
            assertMonotone(packets);
            assertThat(packets).filteredOn(Seen::jump).hasSize(1);
            double passed = (packets.get(packets.size() - 1).atNs()
                            - packets.get(before).atNs())
                    / 1e9;
            double told = (packets.get(packets.size() - 1).dtsNs()
                            - packets.get(before).dtsNs())
                    / 1e9;
            assertThat(told).isCloseTo(passed, within(0.5));
            assertThat(watcher.supervisor.counters().timeRepairs()).isEqualTo(1);
        }
    }

    @Test
    void stampsThatStandStillAreReplacedByArrivalAndMarked() {
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(10);
            camera.faults().standingStamps(true);
            int before = watcher.count();
            watcher.awaitMore(50);
            List<Seen> packets = watcher.packets();
            assertMonotone(packets);
            Seen first = packets.get(before);
            Seen last = packets.get(packets.size() - 1);
            assertThat((last.dtsNs() - first.dtsNs()) / 1e9).isCloseTo((last.atNs() - first.atNs()) / 1e9, within(0.5));
            assertThat(packets.subList(before + 2, packets.size())).anyMatch(Seen::jump);
            assertThat(watcher.supervisor.counters().timeRepairs()).isGreaterThan(40);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void lostPacketsAreCountedAndMarked(Transport transport) throws IOException {
        camera.play(PlayedClips.large());
        try (Watcher watcher = new Watcher(address().with(transport))) {
            watcher.awaitMore(10);
            camera.faults().dropOneOf(15);
            watcher.await("losses", () -> watcher.supervisor.counters().lostRtpPackets() >= 5);
            camera.faults().dropOneOf(0);
            watcher.awaitMore(20);
            assertThat(watcher.packets()).anyMatch(Seen::corrupt);
            assertThat(watcher.supervisor.counters().lostRtpPackets()).isEqualTo(camera.dropped());
            assertThat(watcher.supervisor.counters().sessions()).isEqualTo(1);
            assertMonotone(watcher.packets());
        }
    }

    @Test
    void packetsOutOfOrderAreSorted() throws IOException {
        camera.play(PlayedClips.large());
        camera.faults().reorder(true);
        try (Watcher watcher = new Watcher(address().with(Transport.UDP))) {
            watcher.awaitMore(50);
            assertThat(watcher.supervisor.counters().lostRtpPackets()).isZero();
            assertThat(watcher.packets()).noneMatch(Seen::corrupt);
        }
    }

    @Test
    void withoutSenderReportsArrivalTellsTheTime() {
        camera.faults().senderReports(false);
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(60);
            long pts = watcher.packets().get(50).ptsNs();
            WallTime time = requireNonNull(watcher.supervisor.clock().at(pts));
            assertThat(time.source()).isEqualTo(ClockSource.ARRIVAL);
            assertThat(requireNonNull(watcher.supervisor.clockReport()).skew()).isNull();
        }
    }

    @Test
    void aCameraThatLivesIn1970IsNotBelieved() {
        camera.faults().wrongClock(Duration.ofDays(-20_000));
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitMore(60);
            ClockReport report = requireNonNull(watcher.supervisor.clockReport());
            assertThat(report.source()).isEqualTo(ClockSource.ARRIVAL);
            assertThat(report.note()).contains("the camera's clock differs by -1727999999.");
            WallTime time = requireNonNull(watcher.supervisor.clock().at(0));
            assertThat(Duration.between(time.time(), java.time.Instant.now()).abs())
                    .isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void twoStreamsOfOneCameraShareATime() throws IOException {
        PlayedCamera full = player.add("/gate/full", PlayedClips.large());
        try (Watcher small = new Watcher(address());
                Watcher large = new Watcher(StreamAddress.of(full.uri().toString()))) {
            small.awaitMore(30);
            large.awaitMore(30);
            Seen packet = small.packets().get(20);
            MappedTime mapped = requireNonNull(small.supervisor.timeIn(large.supervisor, packet.ptsNs()));
            assertThat(mapped.source()).isEqualTo(ClockSource.SENDER_REPORT);
            assertThat(mapped.error()).isLessThan(0.05);
            WallTime one = requireNonNull(small.supervisor.clock().at(packet.ptsNs()));
            WallTime two = requireNonNull(large.supervisor.clock().at(mapped.ptsNs()));
            assertThat(Duration.between(one.time(), two.time()).abs()).isLessThan(Duration.ofMillis(50));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 454, 503})
    void aCameraThatSaysNoIsInBackoffWithTheReason(int status) {
        camera.faults().status(status);
        try (Watcher watcher = new Watcher(address())) {
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.supervisor.state().reason()).startsWith("gate: ").contains("(expected: ");
            camera.faults().status(0);
            watcher.awaitMore(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "gopher://10.0.0.5/", "rtsp://", "rtsp://u:p@127.0.0.1/x", "file:/nowhere.mp4"})
    void aBadAddressIsACameraInBackoffAndNoCrash(String url) {
        try (Watcher watcher = new Watcher(Sources.opener("gate", url), Watcher.QUICK)) {
            watcher.awaitState(CameraState.Backoff.class);
            assertThat(watcher.supervisor.state().reason())
                    .contains("(expected: ")
                    .doesNotContain("u:p");
        }
    }

    @Test
    void aConsumerThatFailsCostsItsOwnSessionOnly() {
        int[] calls = {0};
        StreamConsumer failing = new StreamConsumer() {
            @Override
            public void opened(vn.ngatu.core.media.StreamInfo info) {}

            @Override
            public void packet(vn.ngatu.core.media.Packet packet) {
                if (calls[0]++ == 3) {
                    throw new IllegalStateException("no room");
                }
            }
        };
        try (CameraSupervisor supervisor =
                        new CameraSupervisor("gate", Sources.opener("gate", address()), Watcher.QUICK, failing);
                Watcher watcher = new Watcher(address())) {
            supervisor.start();
            watcher.await(
                    "the failing one to go on", () -> supervisor.counters().sessions() >= 2);
        }
    }
}
