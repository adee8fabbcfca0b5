package vn.ngatu.core.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelInfo;
import vn.ngatu.core.detect.ModelInput;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.evidence.DirectQueue;
import vn.ngatu.core.evidence.EvidenceRecorder;
import vn.ngatu.core.evidence.PictureSize;
import vn.ngatu.core.evidence.TestCamera;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.rule.RuleEngine;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.track.TrackerSettings;

/** Running cameras with a model that the test holds in its hands. */
@ExtendWith(NativeLeakExtension.class)
class LiveCameraTest {

    private static final ModelInput INPUT =
            new ModelInput(64, 64, ModelInput.Elements.UINT8, ModelInput.Channels.RGB, 1);
    private static final Box BOX = new Box(100, 60, 80, 50);

    private static Path clip = Path.of("none");
    private static Path half = Path.of("none");

    @TempDir
    Path folder = Path.of("none");

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final LaneBoard board = new LaneBoard();

    /** What the tracker made of a frame of a camera. */
    private record Seen(String camera, List<Track> tracks) {}

    @BeforeAll
    static void makeClips(@TempDir Path folder) {
        clip = TestClips.at(folder.resolve("clip.mp4")).frames(50, 10).write();
        half = TestClips.at(folder.resolve("half.mp4"))
                .size(160, 96)
                .frames(50, 10)
                .write();
    }

    /** Finds one car at the same place of the view in every frame, once the test lets it. */
    private static final class HeldDetector implements Detector {
        private final Semaphore turns = new Semaphore(0);

        @Override
        public ModelInfo model() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public List<Detection> detect(TensorFrame frame) {
            turns.acquireUninterruptibly();
            double scale = frame.sourceWidth() / 320.0;
            return List.of(new Detection(
                    new Box(BOX.left() * scale, BOX.top() * scale, BOX.width() * scale, BOX.height() * scale),
                    0.9,
                    ObjectClass.CAR));
        }

        @Override
        public void close() {
            turns.release(1_000_000);
        }
    }

    private LiveCamera camera(String id, PacketRing ring, PartsFactory factory) {
        return new LiveCamera(id, factory, ring, List.of(), INPUT, board, 25);
    }

    private CameraParts parts(String id, PictureSize picture, TrackSink sink) throws IOException {
        Scene scene = TestCamera.scene(id);
        SceneIndex index = SceneIndex.of(scene, null, picture.width(), picture.height());
        SignalTimeline signals = new SignalTimeline(SignalSource.LAMPS);
        EvidenceRecorder evidence = new EvidenceRecorder(
                TestCamera.context(id, null),
                scene,
                picture,
                null,
                signals,
                new DirectQueue(folder.resolve("evidence"), violation -> {}, Runnable::run));
        return new CameraParts(
                picture,
                index,
                new Tracker(null, picture.width(), picture.height(), TrackerSettings.defaults(), place -> List.of()),
                new RuleEngine(List.of(), index, signals, null, explanation -> {}),
                null,
                null,
                new ClockLimit(ptsNs -> new WallTime(Instant.EPOCH, 0, ClockSource.ARRIVAL), 1),
                evidence,
                sink,
                decided -> {});
    }

    private static void stream(LiveCamera camera, Path file, double shift, int packets) throws IOException {
        try (PacketSource source = Demuxer.open("file:" + file, "clip", Map.of())) {
            camera.opened(source.info());
            for (int sent = 0; sent < packets; sent++) {
                try (Packet packet = requireNonNull(source.read());
                        Packet moved = packet.moved(Math.round(shift * 1e9), false)) {
                    camera.packet(moved);
                }
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whileTheModelIsBusyTheNewestFrameWinsAndTheRestIsCounted() throws IOException {
        HeldDetector detector = new HeldDetector();
        try (PacketRing ring = new PacketRing(10, 1 << 24);
                LiveCamera camera = camera("gate", ring, picture -> parts("gate", picture, this::nothing));
                InferenceLane lane = new InferenceLane("lane", detector, board)) {
            stream(camera, clip, 0, 50);
            assertThat(lane.serviceSeconds()).isZero();
            detector.turns.release(2);
            await(() -> camera.latency().count() == 2);
            assertThat(camera.stats().frames()).isGreaterThanOrEqualTo(49);
            assertThat(camera.drops()).isBetween(46L, 48L);
            assertThat(camera.stats().analysedFrames()).isEqualTo(2);
        }
    }

    private void nothing(long frame, List<Track> tracks) {
        // Only counts matter here.
    }

    @Test
    void aSlowModelServesCamerasInTurn() throws IOException {
        HeldDetector detector = new HeldDetector();
        try (PacketRing ring = new PacketRing(10, 1 << 24);
                LiveCamera first = camera("first", ring, picture -> parts("first", picture, see("first")));
                LiveCamera second = camera("second", ring, picture -> parts("second", picture, see("second")));
                InferenceLane lane = new InferenceLane("lane", detector, board)) {
            for (int round = 0; round < 4; round++) {
                stream(first, clip, 2 * round, 50);
                stream(second, clip, 2 * round, 10);
                detector.turns.release(2);
                int served = 2 * (round + 1);
                await(() -> seen.size() == served);
            }
            assertThat(lane.serviceSeconds()).isPositive();
            assertThat(seen.stream().filter(each -> each.camera.equals("first")))
                    .hasSize(4);
            assertThat(seen.stream().filter(each -> each.camera.equals("second")))
                    .hasSize(4);
            detector.turns.release(10);
        }
    }

    @Test
    void aStreamThatFellBehindIsShownFromTheNextKeyFrameOnAndKeptWhole() throws IOException {
        HeldDetector detector = new HeldDetector();
        detector.turns.release(1_000_000);
        long[] clock = {0};
        try (PacketRing ring = new PacketRing(10, 1 << 24);
                LiveCamera camera = new LiveCamera(
                        "gate",
                        picture -> parts("gate", picture, see("gate")),
                        ring,
                        List.of(),
                        INPUT,
                        board,
                        25,
                        () -> clock[0]);
                InferenceLane lane = new InferenceLane("lane", detector, board);
                PacketSource source = Demuxer.open("file:" + clip, "clip", Map.of())) {
            camera.opened(source.info());
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                long skipped = camera.skipped();
                try (Packet open = packet) {
                    camera.packet(open);
                }
                // A decoded packet costs five times what it should; one that is left out costs nothing.
                clock[0] += camera.skipped() == skipped ? 200_000_000L : 0;
            }
            long decoded = camera.stats().frames();
            await(() -> !seen.isEmpty() && seen.get(seen.size() - 1).tracks.size() == 1);
            assertThat(camera.skipped()).isBetween(5L, 40L);
            assertThat(decoded).isGreaterThan(50 - camera.skipped() - 5);
            assertThat(camera.stats().lostFrames()).as("damaged").isZero();
            try (PacketRing.Snapshot kept = ring.snapshot(0, 2_000_000_000L)) {
                assertThat(kept.packets()).hasSize(50);
            }
            assertThat(lane.serviceSeconds()).isPositive();
        }
    }

    private TrackSink see(String camera) {
        return (frame, tracks) -> seen.add(new Seen(camera, tracks));
    }

    @Test
    void aFaultOfOneCamerasAnalysisIsItsOwnAndTheAnalysisBeginsAnew() throws IOException {
        HeldDetector detector = new HeldDetector();
        detector.turns.release(1_000_000);
        int[] made = {0};
        try (PacketRing ring = new PacketRing(10, 1 << 24);
                LiveCamera broken = camera("broken", ring, picture -> {
                    int number = ++made[0];
                    return parts("broken", picture, (frame, tracks) -> {
                        if (number == 1) {
                            throw new IllegalStateException("made to fail");
                        }
                    });
                });
                LiveCamera sound = camera("sound", ring, picture -> parts("sound", picture, see("sound")));
                InferenceLane lane = new InferenceLane("lane", detector, board)) {
            stream(broken, clip, 0, 50);
            await(() -> broken.faults() == 1);
            stream(broken, clip, 2, 50);
            stream(sound, clip, 0, 50);
            await(() -> !seen.isEmpty() && made[0] == 2);
            assertThat(broken.faults()).isEqualTo(1);
            assertThat(broken.lastFault()).isEqualTo("IllegalStateException: made to fail");
            assertThat(sound.faults()).isZero();
            assertThat(lane.serviceSeconds()).isPositive();
        }
    }

    @Test
    void aPictureOfAnotherSizeShowsTheSameRoadUserAtTheSamePlace() throws IOException {
        HeldDetector detector = new HeldDetector();
        detector.turns.release(1_000_000);
        try (PacketRing ring = new PacketRing(10, 1 << 24);
                LiveCamera camera = camera("gate", ring, picture -> parts("gate", picture, see("gate")));
                InferenceLane lane = new InferenceLane("lane", detector, board)) {
            for (int packets = 10; packets < 50; packets += 10) {
                stream(camera, clip, packets / 25.0, 1);
                long before = camera.stats().frames();
                await(() -> camera.stats().analysedFrames() == before);
            }
            stream(camera, half, 3, 5);
            await(() -> seen.stream().anyMatch(each -> each.tracks.stream().anyMatch(track -> track.time() >= 3)));
            List<Track> last = seen.get(seen.size() - 1).tracks;
            assertThat(last).singleElement().satisfies(track -> {
                assertThat(track.id()).isEqualTo(1);
                assertThat(track.box().iou(BOX)).isGreaterThan(0.9);
            });
            assertThat(lane.serviceSeconds()).isPositive();
        }
    }
}
