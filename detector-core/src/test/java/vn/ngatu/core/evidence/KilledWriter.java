package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * A process of its own that writes packages into a folder without end and prints the id of each violation once it is
 * reported, so that a test can kill it at any moment.
 */
final class KilledWriter {

    private KilledWriter() {}

    /** Writes with the video of the clip {@code args[1]} into the folder {@code args[0]}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        try (PacketSource source = Demuxer.open("file:" + args[1], "clip", Map.of());
                PacketRing ring = new PacketRing(source.info(), 100, 1 << 26);
                EvidenceStore store = EvidenceStore.open(folder);
                EvidenceDesk desk = new EvidenceDesk(store, violation -> tell(violation.id()), 4, 1 << 26)) {
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet open = packet) {
                    ring.add(open);
                }
            }
            for (long number = 0; ; number++) {
                while (!desk.hasRoom()) {
                    Thread.onSpinWait();
                }
                record(number, ring, desk);
            }
        }
    }

    private static void tell(String id) {
        System.out.println(id);
        System.out.flush();
    }

    private static void record(long number, PacketRing ring, EvidenceDesk desk) throws IOException {
        Instant start = Instant.now();
        Manifest.Origin unknown = new Manifest.Origin(null, null);
        EvidenceContext context = new EvidenceContext(
                "cam-" + number,
                unknown,
                unknown,
                unknown,
                new Manifest.Origin("test", null),
                ptsNs -> new WallTime(start.plusNanos(ptsNs), 0.01, ClockSource.ARRIVAL),
                ZoneId.of("Asia/Ho_Chi_Minh"));
        Scene scene = new Scene(
                "s",
                new Scene.ImageSize(320, 192),
                ZoneId.of("Asia/Ho_Chi_Minh"),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        EvidenceRecorder recorder = new EvidenceRecorder(
                context, scene, new PictureSize(320, 192), ring, new SignalTimeline(SignalSource.CONTROLLER), desk);
        for (int tenth = 0; tenth < 90; tenth++) {
            recorder.frame(tenth / 10.0, List.of(track(tenth / 10.0)));
        }
        Box box = new Box(40, 40, 60, 40);
        recorder.violation(
                new Violation(ViolationKind.WRONG_WAY, 1, ObjectClass.CAR, 2, 4, 5, 5, box, Map.of(), Map.of(), 0.9));
        recorder.finish();
    }

    private static Track track(double time) {
        return new Track(
                1,
                ObjectClass.CAR,
                time,
                new Box(40 + 5 * time, 40, 60, 40),
                0.9,
                true,
                0,
                time,
                null,
                null,
                false,
                Double.NEGATIVE_INFINITY);
    }
}
