package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleFunction;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.evidence.still.StillPainter;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;
import vn.ngatu.core.geom.Segment;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.signal.SignalInterval;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/** From a real stream to packages that hold: the pictures of the clip tell their number, so each still can be checked. */
class EvidenceRecorderTest {

    private static final int RATE = 10;
    private static final double SECONDS = 60;

    private static Path clip = Path.of("none");

    private final Path root;
    private final List<ReportedViolation> taken = new ArrayList<>();

    EvidenceRecorderTest(@TempDir Path folder) {
        root = folder.resolve("evidence");
    }

    @BeforeAll
    static void makeClip(@TempDir Path folder) {
        clip = TestClips.at(folder.resolve("clip.mp4"))
                .frames((int) (SECONDS * RATE), 20)
                .times(number -> number * 1000 / RATE)
                .write();
    }

    @Test
    void aRedLightPackageShowsBeforeDecisiveAndAfterAndHolds() throws Exception {
        play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(20));
        assertThat(EvidenceVerifier.verify(root)).isEqualTo(new EvidenceVerifier.Report(1, List.of()));
        Manifest manifest = manifest(0);
        assertThat(manifest.missing()).isEmpty();
        assertThat(taken.get(0).evidence()).isEqualTo("evidence/" + manifest.id() + "/manifest.json");
        // Frame 196 is the last before start (19.7), 200 the first at decisive, 216 the first at end (21.56).
        assertThat(numbers(manifest)).containsExactly(196, 200, 216);
        assertThat(manifest.stills()).extracting(Manifest.Still::time).containsExactly(19.6, 20.0, 21.6);
        Manifest.Clip video = manifest.clip();
        assertThat(video).isNotNull();
        assertThat(video.start()).isLessThanOrEqualTo(13.7);
        assertThat(video.end()).isGreaterThanOrEqualTo(27.5);
        assertThat(manifest.files())
                .extracting(Manifest.Entry::path)
                .containsExactly(
                        "a-before.jpg",
                        "a-before.original.jpg",
                        "b-decisive.jpg",
                        "b-decisive.original.jpg",
                        "c-after.jpg",
                        "c-after.original.jpg",
                        "clip.mp4",
                        "geometry.json",
                        "signals.csv",
                        "track.csv");
        assertThat(folderOf(manifest).resolve("signals.csv")).content().contains("15.000,40.000,main,RED");
        assertThat(EvidenceSchemasTest.errors(
                        "manifest.schema.json",
                        Json.MAPPER.readTree(
                                Files.readAllBytes(folderOf(manifest).resolve(Manifest.FILE)))))
                .isEmpty();
    }

    @Test
    void theClipIsTheCamerasOwnBitstream() throws Exception {
        play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(20));
        Manifest manifest = manifest(0);
        Manifest.Clip video = manifest.clip();
        assertThat(video).isNotNull();
        List<Integer> sizes = sizes(folderOf(manifest).resolve("clip.mp4"));
        assertThat(sizes(clip)).containsSequence(sizes);
        assertThat(sizes).hasSizeBetween(138, 170);
    }

    @Test
    void twoRunsGiveTheSameBytesAlsoOnAThreadOfItsOwn() throws Exception {
        play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(20), crossing(25));
        byte[] first = Files.readAllBytes(folderOf(manifest(1)).resolve(Manifest.FILE));
        Files.move(root, root.resolveSibling("first"));
        taken.clear();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            play(45, executor, EvidenceRecorderTest::moving, crossing(20), crossing(25));
        } finally {
            executor.shutdownNow();
        }
        assertThat(taken)
                .extracting(reported -> reported.violation().decisive())
                .containsExactly(20.0, 25.0);
        assertThat(Files.readAllBytes(folderOf(manifest(1)).resolve(Manifest.FILE)))
                .isEqualTo(first);
        assertThat(manifest(1).chain().sequence()).isEqualTo(2);
    }

    @Test
    void whatTheRecordingDoesNotHoldIsTold() throws Exception {
        play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(2), crossing(57.5));
        assertThat(EvidenceVerifier.verify(root).ok()).isTrue();
        assertThat(manifest(0).missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.what() + ": " + missing.why())
                        .startsWith("clip before the act: it begins 1.700 s before, where the recording begins"));
        assertThat(manifest(1).missing()).extracting(Manifest.Missing::what).containsExactly("clip after the act");
    }

    @Test
    void theStartOfALongStandingIsKeptAfterTheRingForgotIt() throws Exception {
        play(25, Runnable::run, time -> standing(), parking(1, 50));
        Manifest manifest = manifest(0);
        assertThat(EvidenceVerifier.verify(root).ok()).isTrue();
        // The vehicle stands from the first frame on; the rule said that it stood from 1 s.
        assertThat(numbers(manifest)).startsWith(0).hasSize(3);
        assertThat(manifest.stills().get(1).time()).isEqualTo(50);
        assertThat(manifest.stills().get(2).time()).isEqualTo(53);
        Manifest.Clip video = manifest.clip();
        assertThat(video).isNotNull();
        assertThat(video.start()).isBetween(40.0, 44.0);
        assertThat(manifest.missing()).extracting(Manifest.Missing::what).contains("clip before the act");
    }

    @Test
    void withoutVideoThereAreTablesAndThePackageSaysSo() throws Exception {
        EvidenceRecorder recorder = recorder(null, Runnable::run);
        for (int i = 0; i < 300; i++) {
            recorder.frame(i / 10.0, List.of(track(i / 10.0, moving(i / 10.0))));
            if (i == 220) {
                recorder.violation(crossing(20));
            }
        }
        recorder.finish();
        assertThat(manifest(0).files())
                .extracting(Manifest.Entry::path)
                .containsExactly("geometry.json", "signals.csv", "track.csv");
        assertThat(manifest(0).missing())
                .extracting(Manifest.Missing::what)
                .containsExactly("a-before", "b-decisive", "c-after", "clip");
        assertThat(EvidenceVerifier.verify(root).ok()).isTrue();
    }

    @Test
    void anUnwritableFolderEndsTheAnalysisAndNothingReachesTheSink() throws IOException {
        Files.writeString(root, "a file where the folder should be");
        assertThatIOException().isThrownBy(() -> play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(20)));
        assertThat(taken).isEmpty();
    }

    @Test
    void nothingNativeStaysBehind() throws Exception {
        play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(20));
        Files.move(root, root.resolveSibling("first"));
        long before = Pointer.totalBytes();
        play(45, Runnable::run, EvidenceRecorderTest::moving, crossing(20));
        assertThat(Pointer.totalBytes()).isEqualTo(before);
    }

    private void play(
            double ringSeconds,
            java.util.concurrent.Executor executor,
            DoubleFunction<Box> where,
            Violation... violations)
            throws Exception {
        try (PacketSource source = Demuxer.open("file:" + clip, "clip", Map.of());
                PacketRing ring = new PacketRing(source.info(), ringSeconds, 1 << 28)) {
            EvidenceRecorder recorder = recorder(ring, executor);
            double last = Double.NEGATIVE_INFINITY;
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet open = packet) {
                    ring.add(open);
                    double time = open.ptsNs() / 1e9;
                    recorder.frame(time, List.of(track(time, where.apply(time))));
                    for (Violation violation : violations) {
                        if (violation.decided() > last && violation.decided() <= time) {
                            recorder.violation(violation);
                        }
                    }
                    last = time;
                }
            }
            recorder.finish();
        }
    }

    private EvidenceRecorder recorder(@Nullable PacketRing ring, java.util.concurrent.Executor executor)
            throws IOException {
        SignalTimeline signals = new SignalTimeline(SignalSource.CONTROLLER);
        signals.append(new SignalInterval("main", 0, 15, SignalState.GREEN));
        signals.append(new SignalInterval("main", 15, 40, SignalState.RED));
        Manifest.Origin unknown = new Manifest.Origin(null, null);
        EvidenceContext context = new EvidenceContext(
                "cam-1",
                new Manifest.Origin("s", "0".repeat(64)),
                unknown,
                unknown,
                new Manifest.Origin("ngatu 0.1.0", null),
                null,
                ZoneId.of("Asia/Ho_Chi_Minh"));
        return new EvidenceRecorder(
                context,
                scene(),
                new PictureSize(320, 192),
                ring,
                signals,
                new DirectQueue(root, taken::add, executor));
    }

    private static Scene scene() {
        Polygon whole = new Polygon(
                List.of(new Point(0.1, 0.1), new Point(0.9, 0.1), new Point(0.9, 0.95), new Point(0.1, 0.95)));
        return new Scene(
                "s",
                new Scene.ImageSize(320, 192),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                null,
                List.of(),
                List.of(),
                List.of(new Scene.StopLine(
                        "S1",
                        new Segment(new Point(0.1, 0.5), new Point(0.9, 0.5)),
                        new Segment(new Point(0.5, 0.9), new Point(0.5, 0.1)),
                        "main",
                        java.util.Set.of())),
                List.of(),
                List.of(new Scene.Zone(
                        "Z1", Scene.ZoneKind.NO_PARKING, whole, null, null, java.util.Set.<DayOfWeek>of())),
                Map.of());
    }

    private static Box moving(double time) {
        return new Box(20 + 4 * time, 60, 30, 20);
    }

    private static Box standing() {
        return new Box(140, 60, 60, 40);
    }

    private static Track track(double time, Box box) {
        return new Track(
                17, ObjectClass.MOTORCYCLE, time, box, 0.9, true, 0, time, null, null, false, Double.NEGATIVE_INFINITY);
    }

    private static Violation crossing(double decisive) {
        return new Violation(
                ViolationKind.RED_LIGHT,
                17,
                ObjectClass.MOTORCYCLE,
                decisive - 0.3,
                decisive,
                decisive + 1.56,
                decisive + 1.6,
                moving(decisive),
                Map.of("stopLine", "S1"),
                Map.of(),
                0.9);
    }

    private static Violation parking(double start, double decisive) {
        return new Violation(
                ViolationKind.ILLEGAL_PARKING,
                17,
                ObjectClass.CAR,
                start,
                decisive,
                decisive,
                decisive,
                standing(),
                Map.of("zone", "Z1"),
                Map.of(),
                0.9);
    }

    private Path folderOf(Manifest manifest) {
        return root.resolve(manifest.id());
    }

    private Manifest manifest(int index) throws IOException {
        return Manifest.parse(
                Files.readAllBytes(root.resolve(taken.get(index).id()).resolve(Manifest.FILE)));
    }

    private List<Integer> numbers(Manifest manifest) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Manifest.Still still : manifest.stills()) {
            byte[] jpeg = Files.readAllBytes(folderOf(manifest).resolve(still.name() + ".original.jpg"));
            numbers.add(TestClips.numberIn(StillPainter.picture(jpeg)));
        }
        return numbers;
    }

    private static List<Integer> sizes(Path video) throws MediaException {
        List<Integer> sizes = new ArrayList<>();
        try (PacketSource source = Demuxer.open("file:" + video, "clip", Map.of())) {
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                sizes.add(packet.size());
                packet.close();
            }
        }
        return sizes;
    }
}
