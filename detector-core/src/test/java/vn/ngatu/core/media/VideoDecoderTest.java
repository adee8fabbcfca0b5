package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NativeLeakExtension.class)
class VideoDecoderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "libopenh264, a.mp4, 0",
        "libopenh264, a.mkv, 0",
        "libopenh264, a.ts, 0",
        "mpeg4, a.mp4, 0",
        "mpeg4, a.avi, 0",
        "mpeg4, b.mp4, 2",
        "mpeg4, b.mkv, 2"
    })
    void everyFrameComesOnceInOrderAtItsTime(String encoder, String name, int reordered) throws Exception {
        Path clip = TestClips.at(folder.resolve(name))
                .encoder(encoder)
                .reordered(reordered)
                .write();
        Decoded decoded = Decoded.of(clip);
        assertWhole(decoded, 50);
        assertThat(decoded.repairs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hevc-b.mp4", "h264-b.mp4", "h264-b.ts"})
    void framesCodedOutOfOrderComeInOrder(String resource) throws Exception {
        assertWhole(Decoded.of(resource(resource)), 60);
    }

    @Test
    void picturesOutOfOrderWithoutPresentationTimesAreRightToAFrame() throws Exception {
        Decoded decoded = Decoded.of(TestClips.at(folder.resolve("b.avi"))
                .encoder("mpeg4")
                .reordered(2)
                .write());
        assertThat(decoded.numbers()).isEqualTo(upTo(50));
        assertIncreasing(decoded);
        for (Decoded.Shot shot : decoded.shots()) {
            assertThat(shot.ptsNs()).isCloseTo(shot.number() * 40_000_000L, within(41_000_000L));
        }
    }

    @Test
    void aRawStreamWithoutTimeStampsGetsThem() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.h264")).write();
        assertWhole(Decoded.of(clip), 50);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void coloursAreRightInEveryPixelFormat(int which) throws Exception {
        int[] formats = {
            AV_PIX_FMT_YUV420P,
            AV_PIX_FMT_YUV422P,
            AV_PIX_FMT_YUV444P,
            AV_PIX_FMT_YUV420P10,
            AV_PIX_FMT_YUVJ420P,
            AV_PIX_FMT_YUVJ422P
        };
        boolean full = which >= 4;
        Path clip = TestClips.at(folder.resolve(full ? "a.avi" : "a.mkv"))
                .encoder(full ? "mjpeg" : "ffv1")
                .format(formats[which], full)
                .size(163, 97)
                .frames(3, 1)
                .write();
        Decoded.of(clip, null, frame -> {
            RgbImage image = frame.image();
            assertColour(image, 12, 0xC0, 0, 0);
            assertColour(image, 13, 0, 0xC0, 0);
            assertColour(image, 14, 0, 0, 0xC0);
            assertColour(image, 11, 0x20, 0x20, 0x20);
        });
    }

    @Test
    void aVariableFrameRateKeepsItsTimes() throws Exception {
        List<Long> times = List.of(0L, 40L, 41L, 500L, 2500L, 2540L);
        Path clip = TestClips.at(folder.resolve("a.mp4"))
                .frames(6, 3)
                .times(number -> times.get((int) Math.max(0, number)))
                .write();
        assertThat(Decoded.of(clip).shots())
                .extracting(Decoded.Shot::ptsNs)
                .containsExactly(0L, 40_000_000L, 41_000_000L, 500_000_000L, 2_500_000_000L, 2_540_000_000L);
    }

    @Test
    void repeatedTimeStampsAreSpreadSoThatTimeIncreases() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mkv"))
                .encoder("mjpeg")
                .format(AV_PIX_FMT_YUVJ420P, true)
                .frames(10, 1)
                .times(number -> number / 2 * 80)
                .write();
        Decoded decoded = Decoded.of(clip);
        assertIncreasing(decoded);
        assertThat(decoded.repairs()).isPositive();
        assertThat(decoded.shots().get(9).ptsNs()).isCloseTo(320_000_000L, within(2_000_000L));
    }

    @Test
    void aStreamThatStartsAnewGoesOnInTimeAndSaysSo() throws Exception {
        Path first = TestClips.at(folder.resolve("1.ts"))
                .times(number -> 5000 + 40 * number)
                .write();
        Path second = TestClips.at(folder.resolve("2.ts")).size(160, 96).write();
        Path both = join(first, second);
        Decoded decoded = Decoded.of(both);
        // The seam breaks the transport stream's counters, so the pictures next to it are distrusted.
        int seen = decoded.shots().size();
        assertThat(seen).isBetween(97, 100);
        assertIncreasing(decoded);
        assertThat(decoded.shots().get(seen - 1).ptsNs()).isBetween(3_900_000_000L, 4_200_000_000L);
        assertThat(decoded.shots()).filteredOn(Decoded.Shot::jump).hasSize(1);
        assertThat(decoded.shots().get(seen - 1).width()).isEqualTo(160);
        assertThat(decoded.numbers().subList(seen - 50, seen)).isEqualTo(upTo(50));
    }

    @ParameterizedTest
    @CsvSource({"libopenh264, a.mp4", "mpeg4, a.mp4", "libopenh264, a.ts", "libopenh264, a.mkv"})
    void aCorruptMiddleIsAGapAndNeverAWrongPicture(String encoder, String name) throws Exception {
        Path clip = TestClips.at(folder.resolve(name)).encoder(encoder).write();
        Decoded decoded = Decoded.of(corrupt(clip));
        assertIncreasing(decoded);
        assertThat(decoded.shots()).hasSizeBetween(20, 47);
        assertThat(decoded.lost()).isPositive();
        assertThat(decoded.gap()).isBetween(0.1, 1.5);
        assertThat(decoded.numbers()).contains(0, 1, 2, 48, 49);
        for (Decoded.Shot shot : decoded.shots()) {
            assertThat((double) shot.number()).isCloseTo(shot.ptsNs() / 4e7, within(0.1));
        }
    }

    @Test
    void aCorruptMiddleOfSinglePicturesLosesThose() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.avi"))
                .encoder("mjpeg")
                .format(AV_PIX_FMT_YUVJ420P, true)
                .write();
        Decoded decoded = Decoded.of(corrupt(clip));
        assertIncreasing(decoded);
        assertThat(decoded.numbers()).isSorted().doesNotHaveDuplicates().hasSizeBetween(35, 48);
        assertThat(decoded.lost()).isPositive();
    }

    @Test
    void aFileCutOffAfterItsIndexPlaysUpToTheCut() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mkv")).write();
        byte[] bytes = Files.readAllBytes(clip);
        Files.write(clip, java.util.Arrays.copyOf(bytes, bytes.length * 6 / 10));
        Decoded decoded = Decoded.of(clip);
        assertThat(decoded.numbers())
                .hasSizeBetween(15, 40)
                .isEqualTo(upTo(decoded.numbers().size()));
    }

    @Test
    void aStreamThatStartsBetweenKeyFramesStartsAtTheNext() throws Exception {
        Path clip = TestClips.at(folder.resolve("a.mp4")).write();
        try (PacketRing ring = new PacketRing(infoOf(clip), 100, 1 << 24)) {
            Decoded.of(clip, ring, frame -> {});
            try (PacketRing.Snapshot all = ring.snapshot(0, Long.MAX_VALUE);
                    VideoDecoder decoder = new VideoDecoder(all.info())) {
                int first = -1;
                for (Packet packet : all.packets().subList(4, 40)) {
                    decoder.send(packet);
                    for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
                        first = first < 0 ? TestClips.numberIn(frame.image()) : first;
                        frame.close();
                    }
                }
                assertThat(first).isEqualTo(10);
                assertThat(decoder.lostFrames()).isEqualTo(6);
            }
        }
    }

    static StreamInfo infoOf(Path clip) throws MediaException {
        try (var source = vn.ngatu.core.media.demux.Demuxer.open("file:" + clip, clip.toString(), java.util.Map.of())) {
            return source.info();
        }
    }

    static Path resource(String name) throws URISyntaxException {
        return Path.of(requireNonNull(VideoDecoderTest.class.getResource(name)).toURI());
    }

    static Path corrupt(Path clip) throws IOException {
        byte[] bytes = Files.readAllBytes(clip);
        for (int i = bytes.length * 45 / 100; i < bytes.length * 55 / 100; i++) {
            bytes[i] ^= (byte) (i * 31 + 7);
        }
        return Files.write(clip, bytes);
    }

    private Path join(Path first, Path second) throws IOException {
        Path both = folder.resolve("both.ts");
        Files.write(both, Files.readAllBytes(first));
        return Files.write(both, Files.readAllBytes(second), java.nio.file.StandardOpenOption.APPEND);
    }

    private static void assertWhole(Decoded decoded, int frames) {
        assertThat(decoded.numbers()).isEqualTo(upTo(frames));
        assertThat(decoded.lost()).isZero();
        for (int i = 0; i < frames; i++) {
            assertThat(decoded.shots().get(i).index()).isEqualTo(i);
            assertThat(decoded.shots().get(i).ptsNs()).isCloseTo(i * 40_000_000L, within(20_000L));
        }
    }

    private static void assertIncreasing(Decoded decoded) {
        List<Decoded.Shot> shots = decoded.shots();
        for (int i = 1; i < shots.size(); i++) {
            assertThat(shots.get(i).ptsNs()).isGreaterThan(shots.get(i - 1).ptsNs());
            assertThat(shots.get(i).index()).isGreaterThan(shots.get(i - 1).index());
        }
    }

    private static List<Integer> upTo(int frames) {
        return IntStream.range(0, frames).boxed().toList();
    }

    private static void assertColour(RgbImage image, int cell, int red, int green, int blue) {
        int[] colour = TestClips.cellIn(image, cell);
        assertThat(colour[0]).isCloseTo(red, within(8));
        assertThat(colour[1]).isCloseTo(green, within(8));
        assertThat(colour[2]).isCloseTo(blue, within(8));
    }
}
