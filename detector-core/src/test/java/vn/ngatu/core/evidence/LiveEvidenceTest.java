package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.MappedRecording;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.Recording;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.violation.ReportedViolation;

/** Evidence of a stream that runs: interruptions, changes of the picture, two streams of one camera, a full disk. */
@ExtendWith(NativeLeakExtension.class)
class LiveEvidenceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-11-22T01:15:30Z");

    private static Path small = Path.of("none");
    private static Path large = Path.of("none");

    @TempDir
    Path folder = Path.of("none");

    private final List<ReportedViolation> taken = new ArrayList<>();

    @BeforeAll
    static void makeClips(@TempDir Path folder) throws IOException {
        small = TestClips.at(folder.resolve("small.mp4")).frames(300, 10).write();
        large = TestClips.at(folder.resolve("large.mp4"))
                .size(640, 384)
                .frames(300, 10)
                .write();
        // What the libraries keep for ever is allocated at their first use.
        LiveEvidenceTest first = new LiveEvidenceTest();
        first.folder = folder.resolve("first");
        try (PacketRing ring = new PacketRing(100, 1 << 26)) {
            session(ring, small, 0, 12, 0);
            first.write(ring, 4);
        }
    }

    /** Adds a clip's packets from second {@code from} to {@code to}, moved by {@code shift} seconds, as a new session. */
    private static void session(PacketRing ring, Path clip, double from, double to, double shift) throws IOException {
        try (PacketSource source = Demuxer.open("file:" + clip, "clip", Map.of())) {
            ring.opened(source.info());
            boolean first = true;
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet read = packet;
                        Packet moved = read.moved(Math.round(shift * SECOND), first && shift != 0)) {
                    if (read.ptsNs() >= from * SECOND && read.ptsNs() < to * SECOND) {
                        ring.add(moved);
                        first = false;
                    }
                }
            }
        }
    }

    private Manifest write(Recording video, double decisive) throws IOException {
        DirectQueue queue = new DirectQueue(folder.resolve("evidence"), taken::add, Runnable::run);
        EvidenceRecorder recorder = recorder(video, queue);
        play(recorder, decisive);
        recorder.finish();
        return manifest(taken.get(taken.size() - 1));
    }

    private static EvidenceRecorder recorder(Recording video, PackageQueue queue) {
        EvidenceContext context = TestCamera.context("cam", TestCamera.clock(START, 0.04, ClockSource.SENDER_REPORT));
        return TestCamera.recorder(context, video, queue);
    }

    private static void play(EvidenceRecorder recorder, double decisive) throws IOException {
        TestCamera.play(recorder, 0, 12, TestCamera.wrongWay(decisive));
    }

    private Manifest manifest(ReportedViolation violation) throws IOException {
        return Manifest.parse(Files.readAllBytes(folder.resolve(String.valueOf(violation.evidence()))));
    }

    private static List<String> missing(Manifest manifest) {
        return manifest.missing().stream()
                .map(each -> each.what() + ": " + each.why())
                .toList();
    }

    @Test
    void anInterruptionWithinTheClipIsToldAndTheClipHoldsBothSides() throws IOException {
        try (PacketRing ring = new PacketRing(100, 1 << 26)) {
            session(ring, small, 0, 4, 0);
            session(ring, small, 0, 6, 5.6);
            Manifest manifest = write(ring, 2);
            assertThat(missing(manifest))
                    .contains("clip in between: no video from 3.960 s to 5.600 s")
                    .contains("clip without interruption: the stream was interrupted before 5.600 s");
            assertThat(manifest.clip()).isNotNull().satisfies(clip -> {
                assertThat(clip.start()).isLessThan(1);
                assertThat(clip.end()).isGreaterThan(7.9);
            });
            assertThat(EvidenceVerifier.verify(folder.resolve("evidence")).faults())
                    .isEmpty();
        }
    }

    @Test
    void whereThePictureChangedTheClipHoldsTheSessionOfTheDecisiveMoment() throws IOException {
        try (PacketRing ring = new PacketRing(100, 1 << 26)) {
            session(ring, large, 0, 3.2, 0);
            session(ring, small, 0, 9, 4);
            Manifest manifest = write(ring, 5.2);
            assertThat(manifest.clip())
                    .isNotNull()
                    .satisfies(clip -> assertThat(clip.start()).isEqualTo(4));
            assertThat(missing(manifest))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith(
                                    "clip before the act: it begins 0.600 s before, the stream was coded differently"));
        }
    }

    @Test
    void aSessionsPacketsBeforeItsFirstKeyFrameAreNotKept() throws IOException {
        try (PacketRing ring = new PacketRing(100, 1 << 26)) {
            session(ring, small, 0, 2, 0);
            session(ring, small, 0.2, 2, 3);
            try (PacketRing.Snapshot all = ring.snapshot(0, 100 * SECOND)) {
                assertThat(all.packets()).hasSize(50 + 40);
                assertThat(all.packets().get(50).key()).isTrue();
            }
        }
    }

    @Test
    void stillsAndBoxesComeFromTheFullStreamOfTheCamera() throws IOException {
        try (PacketRing ring = new PacketRing(100, 1 << 26)) {
            session(ring, large, 0, 12, 100);
            Manifest manifest = write(new MappedRecording(ring, ptsNs -> 100 * SECOND + 7_000_000), 4);
            Manifest.Still decisive = manifest.stills().get(1);
            assertThat(decisive.time()).isEqualTo(4);
            assertThat(decisive.ptsNs()).isEqualTo(4 * SECOND - 7_000_000);
            assertThat(decisive.box()).containsExactly(120.0, 80.0, 120.0, 80.0);
            assertThat(taken.get(0).violation().box()).isEqualTo(new Box(120, 80, 120, 80));
            assertThat(manifest.clip()).isNotNull().satisfies(clip -> {
                assertThat(clip.start()).isLessThan(0.1);
                assertThat(clip.end()).isBetween(9.9, 10.1);
            });
        }
    }

    @Test
    void wallTimeComesWithItsSourceAndError() throws IOException {
        try (PacketRing ring = new PacketRing(100, 1 << 26)) {
            session(ring, small, 0, 12, 0);
            Manifest manifest = write(ring, 4);
            assertThat(manifest.clock().source()).isEqualTo("sender-report");
            assertThat(manifest.clock().errorSeconds()).isEqualTo(0.04);
            assertThat(manifest.violation().path("wallTime").asText()).isEqualTo("2026-11-22T08:15:34.000+07:00");
            assertThat(manifest.violation().path("clock").path("source").asText())
                    .isEqualTo("sender-report");
        }
    }

    @Test
    void aViolationWhoseViewTurnedOutToBeWrongIsTakenBackBeforeItIsReported() throws IOException {
        DirectQueue queue = new DirectQueue(folder.resolve("evidence"), taken::add, Runnable::run);
        EvidenceRecorder recorder = recorder(new PacketRingOfNothing(), queue);
        play(recorder, 8);
        assertThat(recorder.withdraw(8.5)).as("decided before").isEmpty();
        assertThat(recorder.withdraw(7.5)).hasSize(1);
        recorder.finish();
        assertThat(taken).isEmpty();
    }

    @Test
    void whatASinkRefusesIsTriedAgainUntilItIsTaken() throws Exception {
        List<String> accepted = new ArrayList<>();
        int[] refusals = {1};
        try (PacketRing ring = new PacketRing(100, 1 << 26);
                EvidenceStore store = EvidenceStore.open(folder);
                EvidenceDesk desk = new EvidenceDesk(
                        store,
                        violation -> {
                            if (refusals[0]-- > 0) {
                                throw new IOException("No space left on device");
                            }
                            accepted.add(violation.id());
                        },
                        8,
                        1 << 26)) {
            session(ring, small, 0, 12, 0);
            EvidenceRecorder recorder = recorder(ring, desk);
            play(recorder, 4);
            assertThat(desk.finish(Duration.ofSeconds(30))).isEmpty();
            assertThat(desk.failure()).isNull();
        }
        assertThat(accepted).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("violations.jsonl"))).hasSize(1);
    }

    @Test
    void aDecidedViolationIsNotedUntilItIsListedOrTakenBack() throws Exception {
        Path notes = folder.resolve("decided");
        try (PacketRing ring = new PacketRing(100, 1 << 26);
                EvidenceStore store = EvidenceStore.open(folder);
                EvidenceDesk desk = new EvidenceDesk(store, taken::add, 8, 1 << 26)) {
            session(ring, small, 0, 12, 0);
            EvidenceRecorder recorder = recorder(ring, desk);
            TestCamera.play(recorder, 0, 4.4, TestCamera.wrongWay(4));
            assertThat(notes.toFile().list()).hasSize(1);
            recorder.withdraw(3);
            assertThat(notes.toFile().list()).isEmpty();
            TestCamera.play(recorder, 4.4, 12, TestCamera.wrongWay(5));
            assertThat(desk.finish(Duration.ofSeconds(30))).isEmpty();
            assertThat(taken).hasSize(1);
            assertThat(notes.toFile().list()).isEmpty();
        }
        assertThat(Files.readAllLines(folder.resolve("violations.jsonl"))).hasSize(1);
    }

    @Test
    void aNoteWhoseViolationIsListedAlreadyIsOnlyRemoved() throws Exception {
        Path evidence = folder.resolve("evidence");
        try (EvidenceStore store = EvidenceStore.open(folder);
                EvidenceDesk desk = new EvidenceDesk(store, taken::add, 8, 1 << 26)) {
            EvidenceRecorder recorder = recorder(new PacketRingOfNothing(), desk);
            TestCamera.play(recorder, 0, 12, TestCamera.wrongWay(4));
            desk.finish(Duration.ofSeconds(30));
        }
        // As if the engine had been killed between the line and the removal.
        String id = taken.get(0).id();
        Files.createDirectories(folder.resolve("decided").resolve(id));
        for (Path file : files(evidence.resolve(id))) {
            Files.copy(file, folder.resolve("decided").resolve(id).resolve(file.getFileName()));
        }
        EvidenceStore.open(folder).close();
        assertThat(folder.resolve("decided").toFile().list()).isEmpty();
        assertThat(evidence.toFile().list()).containsExactly(id);
        assertThat(Files.readAllLines(folder.resolve("violations.jsonl"))).hasSize(1);
        assertThat(EvidenceVerifier.verify(evidence)).isEqualTo(new EvidenceVerifier.Report(1, List.of()));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.toList();
        }
    }

    @Test
    void aDeskThatIsFullLeavesViolationsWaiting() throws IOException {
        try (EvidenceStore store = EvidenceStore.open(folder)) {
            EvidenceDesk desk = new EvidenceDesk(
                    store,
                    violation -> {
                        throw new IOException("refused");
                    },
                    1,
                    1 << 26);
            EvidenceRecorder first = recorder(new PacketRingOfNothing(), desk);
            play(first, 4);
            EvidenceRecorder second = recorder(new PacketRingOfNothing(), desk);
            play(second, 4.4);
            assertThat(second.waiting()).isEqualTo(1);
            assertThat(second.finish()).hasSize(1);
            assertThat(desk.finish(Duration.ofMillis(200)))
                    .as("written, though not taken")
                    .isEmpty();
            desk.close();
            assertThat(Files.readAllLines(folder.resolve("violations.jsonl"))).hasSize(1);
        }
    }

    /** A recording that holds nothing yet. */
    private static final class PacketRingOfNothing implements Recording {
        @Override
        public PacketRing.Snapshot snapshot(long fromNs, long toNs, long atNs) {
            throw new AssertionError("nothing is held");
        }

        @Override
        public long startNs() {
            return Long.MAX_VALUE;
        }
    }
}
