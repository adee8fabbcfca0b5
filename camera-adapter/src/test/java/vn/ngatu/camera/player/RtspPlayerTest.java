package vn.ngatu.camera.player;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.camera.PlayedClips;
import vn.ngatu.camera.Watcher;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.camera.player.media.MediaFile;
import vn.ngatu.camera.source.Sources;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.media.VideoDecoder;

@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class RtspPlayerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private MediaFile clip(String codec) throws IOException {
        return switch (codec) {
            case "h264" -> PlayedClips.large();
            case "mpeg4" ->
                MediaFile.load(
                        TestClips.at(folder.resolve("a.mp4")).encoder("mpeg4").write());
            default -> MediaFile.load(resource("hevc-b.mp4"));
        };
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = TestClips.class.getResourceAsStream(name)) {
            Files.copy(requireNonNull(in), file);
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({"h264, TCP", "h264, UDP", "hevc, TCP", "hevc, UDP", "mpeg4, TCP", "mpeg4, UDP"})
    void everyPictureOfAClipArrivesWhole(String codec, Transport transport) throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            PlayedCamera camera = player.add("/gate", clip(codec));
            StreamAddress address = StreamAddress.of(camera.uri().toString()).with(transport);
            try (PacketSource source = Sources.opener("gate", address).open(ReadWatch.NONE);
                    VideoDecoder decoder = new VideoDecoder(source.info())) {
                assertThat(source.info().codec()).isEqualTo(codec);
                assertThat(decoded(source, decoder, 40)).isGreaterThan(30);
                assertThat(decoder.lostFrames()).isZero();
                assertThat(source.lostPackets()).isZero();
            }
        }
    }

    private static int decoded(PacketSource source, VideoDecoder decoder, int packets) throws MediaException {
        int frames = 0;
        for (int i = 0; i < packets; i++) {
            try (Packet packet = requireNonNull(source.read())) {
                decoder.send(packet);
            }
            for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
                frame.close();
                frames++;
            }
        }
        return frames;
    }

    @Test
    void anotherCodecAfterAReconnectIsTold() throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback().onPort(PlayedClips.lastingPort()))) {
            PlayedCamera camera = player.add("/gate", PlayedClips.small());
            try (Watcher watcher = new Watcher(StreamAddress.of(camera.uri().toString()))) {
                watcher.awaitMore(5);
                player.powerOff();
                camera.play(clip("hevc"));
                player.powerOn();
                watcher.await("the other codec", () -> watcher.opened.size() == 2);
                assertThat(watcher.opened.get(1).codec()).isEqualTo("hevc");
                watcher.awaitMore(5);
            }
        }
    }

    @Test
    void aLoopHasNoSeam() throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            PlayedCamera camera = player.add("/gate", PlayedClips.small());
            try (Watcher watcher = new Watcher(StreamAddress.of(camera.uri().toString()))) {
                watcher.awaitMore(60);
                for (int i = 1; i < 60; i++) {
                    long step = watcher.packets().get(i).dtsNs()
                            - watcher.packets().get(i - 1).dtsNs();
                    assertThat(step).isBetween(38_000_000L, 42_000_000L);
                }
            }
        }
    }

    @Test
    void aClipThatRestsBeginsAgainSoMuchLater() throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            PlayedCamera camera = player.add("/gate", PlayedClips.small().resting(Duration.ofMillis(800)));
            try (Watcher watcher = new Watcher(StreamAddress.of(camera.uri().toString()))) {
                watcher.awaitMore(60);
                List<Long> rests = new ArrayList<>();
                for (int i = 1; i < 60; i++) {
                    long step = watcher.packets().get(i).dtsNs()
                            - watcher.packets().get(i - 1).dtsNs();
                    if (step > 42_000_000L) {
                        rests.add(step);
                    }
                }
                assertThat(rests)
                        .isNotEmpty()
                        .allSatisfy(rest -> assertThat(rest).isBetween(838_000_000L, 842_000_000L));
            }
        }
    }

    @Test
    void aPathIsTakenOnce() throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            player.add("/gate", PlayedClips.small());
            assertThatThrownBy(() -> player.add("/gate", PlayedClips.small())).hasMessageContaining("/gate");
        }
    }

    @Test
    void aTakenPortIsToldInOneLine() throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            assertThatThrownBy(() -> RtspPlayer.start(PlayerSettings.loopback().onPort(player.port())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("127.0.0.1:" + player.port() + ": can't listen (expected: a free port)");
        }
    }

    @Test
    void aClipItCannotPlayIsToldSo() {
        Path clip = TestClips.at(folder.resolve("a.avi"))
                .encoder("mjpeg")
                .format(12, true)
                .write();
        assertThatThrownBy(() -> MediaFile.load(clip))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("codec mjpeg (expected: h264, hevc or mpeg4)");
    }
}
