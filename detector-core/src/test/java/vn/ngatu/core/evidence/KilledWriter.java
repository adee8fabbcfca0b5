package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.time.ClockSource;

/**
 * A process of its own that writes packages into a folder without end and prints the id of each violation once it is
 * reported, so that a test can kill it at any moment.
 */
final class KilledWriter {

    private KilledWriter() {}

    /**
     * Writes with the video of the clip {@code args[1]} into the folder {@code args[0]}; with a third argument violations are
     * only decided.
     */
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
            if (args.length > 2) {
                decideForEver(ring, desk);
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
        EvidenceRecorder recorder = recorder(number, ring, desk);
        TestCamera.play(recorder, 0, 9, TestCamera.wrongWay(4));
        recorder.finish();
    }

    private static EvidenceRecorder recorder(long number, PacketRing ring, EvidenceDesk desk) {
        EvidenceContext context =
                TestCamera.context("cam-" + number, TestCamera.clock(Instant.now(), 0.01, ClockSource.ARRIVAL));
        return TestCamera.recorder(context, ring, desk);
    }

    /** Decides one violation after the other, whose aftermath is never seen, and prints each camera. */
    private static void decideForEver(PacketRing ring, EvidenceDesk desk) throws IOException {
        for (long number = 0; ; number++) {
            TestCamera.play(recorder(number, ring, desk), 0, 4.1, TestCamera.wrongWay(4));
            tell("cam-" + number);
        }
    }
}
