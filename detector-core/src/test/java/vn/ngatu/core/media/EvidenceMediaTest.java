package vn.ngatu.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NativeLeakExtension.class)
class EvidenceMediaTest {

    private static final long FRAME_NS = 40_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private PacketRing ring(Path clip, double seconds, long bytes) throws MediaException {
        PacketRing ring = new PacketRing(VideoDecoderTest.infoOf(clip), seconds, bytes);
        Decoded.of(clip, ring, frame -> {});
        return ring;
    }

    @Test
    void theRingDropsWholeGroupsBeyondItsSeconds() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).write();
        try (PacketRing ring = ring(clip, 1, 1 << 24)) {
            assertThat(ring.startNs()).isEqualTo(20 * FRAME_NS);
            assertThat(ring.overflows()).isZero();
        }
    }

    @Test
    void theRingNeverHoldsMoreThanItsBytesAndStillStartsOnAKeyFrame() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).write();
        try (PacketRing ring = ring(clip, 100, 3000)) {
            assertThat(ring.bytes()).isBetween(1L, 3000L);
            assertThat(ring.overflows()).isPositive();
            try (PacketRing.Snapshot all = ring.snapshot(0, Long.MAX_VALUE)) {
                assertThat(all.packets().get(0).key()).isTrue();
            }
        }
    }

    @Test
    void aGroupLargerThanTheRingLeavesItEmptyUntilTheNextKeyFrame() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).frames(50, 50).write();
        try (PacketRing ring = ring(clip, 100, 1000)) {
            assertThat(ring.bytes()).isZero();
            try (PacketRing.Snapshot none = ring.snapshot(0, Long.MAX_VALUE)) {
                assertThat(none.packets()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"15, 25, 10, 25", "10, 10, 10, 10", "0, 100, 0, 49", "49, 60, 40, 49"})
    void aSnapshotStartsOnTheKeyFrameBeforeAndEndsWithTheSpan(int from, int to, int first, int last) throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).write();
        try (PacketRing ring = ring(clip, 100, 1 << 24);
                PacketRing.Snapshot span = ring.snapshot(from * FRAME_NS, to * FRAME_NS)) {
            List<Packet> packets = span.packets();
            assertThat(packets.get(0).ptsNs()).isEqualTo(first * FRAME_NS);
            assertThat(packets.get(packets.size() - 1).ptsNs()).isEqualTo(last * FRAME_NS);
        }
    }

    @ParameterizedTest
    @CsvSource({"hevc-b.mp4", "h264-b.mp4", "h264-b.ts"})
    void stillsAreTheExactFrames(String resource) throws Exception {
        try (PacketRing ring = ring(VideoDecoderTest.resource(resource), 100, 1 << 24);
                PacketRing.Snapshot all = ring.snapshot(0, Long.MAX_VALUE)) {
            List<Long> times = IntStream.of(59, 0, 1, 19, 20, 21, 33, 41)
                    .mapToObj(n -> n * FRAME_NS)
                    .toList();
            Map<Long, RgbImage> stills = StillDecoder.decode(all, times);
            assertThat(stills).hasSize(8);
            stills.forEach((time, still) ->
                    assertThat((long) TestClips.numberIn(still)).isEqualTo(Math.round(time / (double) FRAME_NS)));
        }
    }

    @Test
    void aTimeBetweenFramesOrBeyondThePacketsHasNoStill() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).write();
        try (PacketRing ring = ring(clip, 0.5, 1 << 24);
                PacketRing.Snapshot held = ring.snapshot(0, Long.MAX_VALUE)) {
            List<Long> times = List.of(FRAME_NS, 45 * FRAME_NS + FRAME_NS / 2, 46 * FRAME_NS, 90 * FRAME_NS);
            assertThat(StillDecoder.decode(held, times)).containsOnlyKeys(46 * FRAME_NS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "libopenh264, a.mp4, mp4, 0",
        "libopenh264, a.ts, mp4, 90",
        "libopenh264, a.h264, mp4, 0",
        "mpeg4, a.avi, mp4, 0",
        "mpeg4, b.mp4, mp4, 0"
    })
    void aClipHoldsTheSameFramesRebased(String encoder, String name, String ending, int rotation) throws Exception {
        boolean turned = rotation != 0 && !name.endsWith(".ts");
        Path clip = TestClips.at(folder.resolve(name))
                .encoder(encoder)
                .reordered(name.startsWith("b") ? 2 : 0)
                .rotation(turned ? rotation : 0)
                .write();
        assertClip(clip, "." + ending, 15, 30, 10);
    }

    @ParameterizedTest
    @CsvSource({"hevc-b.mp4, hvc1", "h264-b.mp4, avc1", "h264-b.ts, avc1"})
    void aClipOfFramesOutOfOrderPlaysInBrowsers(String resource, String tag) throws Exception {
        Path written = assertClip(VideoDecoderTest.resource(resource), ".mp4", 25, 50, 20);
        String bytes = Files.readString(written, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains(tag);
        assertThat(bytes.indexOf("moov")).isLessThan(bytes.indexOf("mdat"));
    }

    @Test
    void aClipKeepsItsRotation() throws Exception {
        Path clip = TestClips.at(folder.resolve("r.mp4")).rotation(270).write();
        Path written = assertClip(clip, ".mp4", 10, 20, 10);
        assertThat(VideoDecoderTest.infoOf(written).rotation()).isEqualTo(270);
    }

    private Path assertClip(Path source, String suffix, int from, int to, int first) throws Exception {
        Path file = folder.resolve("clip" + suffix);
        long startNs;
        try (PacketRing ring = ring(source, 100, 1 << 24);
                PacketRing.Snapshot span = ring.snapshot(from * FRAME_NS, to * FRAME_NS)) {
            assertThat(ClipWriter.suffix(span.info())).isEqualTo(suffix);
            ClipWriter.Clip clip = ClipWriter.write(span, file);
            assertThat(clip.packets()).isEqualTo(span.packets().size());
            startNs = clip.startNs();
            assertThat(Math.round(startNs / (double) FRAME_NS)).isBetween((long) first - 2, (long) first + 2);
        }
        Decoded decoded = Decoded.of(file);
        assertThat(decoded.numbers())
                .containsAll(IntStream.rangeClosed(from, to).boxed().toList());
        for (Decoded.Shot shot : decoded.shots()) {
            assertThat(Math.round((shot.ptsNs() + startNs) / (double) FRAME_NS)).isEqualTo(shot.number());
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().endsWith(".part"))).isEmpty();
        }
        return file;
    }

    @Test
    void aClipThatCantBeWrittenLeavesNothing() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).frames(5, 5).write();
        Path nowhere = folder.resolve("missing").resolve("clip.mp4");
        try (PacketRing ring = ring(clip, 100, 1 << 24);
                PacketRing.Snapshot all = ring.snapshot(0, Long.MAX_VALUE)) {
            assertThatThrownBy(() -> ClipWriter.write(all, nowhere))
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("clip.mp4")
                    .hasMessageContaining("expected");
        }
        assertThat(nowhere).doesNotExist();
    }
}
