package vn.ngatu.core.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.demux.Demuxer;

/** A whole clip decoded: what each frame told, and the counters at the end. */
record Decoded(List<Shot> shots, List<Integer> numbers, long lost, double gap, long repairs) {

    /** One frame. */
    record Shot(long index, long ptsNs, int width, int height, int number, boolean jump) {}

    /** Something done with each open frame. */
    interface Look {
        void at(Frame frame) throws MediaException;
    }

    static Decoded of(Path file) throws MediaException {
        return of(file, null, frame -> {});
    }

    static Decoded of(Path file, @Nullable PacketRing ring, Look look) throws MediaException {
        try (Demuxer source = Demuxer.open("file:" + file, file.toString(), Map.of())) {
            return of(source, ring, look);
        }
    }

    static Decoded of(PacketSource source, @Nullable PacketRing ring, Look look) throws MediaException {
        List<Shot> shots = new ArrayList<>();
        try (VideoDecoder decoder = new VideoDecoder(source.info())) {
            boolean more = true;
            while (more) {
                try (Packet packet = source.read()) {
                    more = packet != null;
                    if (packet == null) {
                        decoder.end();
                    } else {
                        decoder.send(packet);
                        if (ring != null) {
                            ring.add(packet);
                        }
                    }
                }
                for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
                    try (Frame open = frame) {
                        look.at(open);
                        int number = TestClips.numberIn(open.image());
                        shots.add(
                                new Shot(open.index(), open.ptsNs(), open.width(), open.height(), number, open.jump()));
                    }
                }
            }
            return new Decoded(
                    shots,
                    shots.stream().map(Shot::number).toList(),
                    decoder.lostFrames(),
                    decoder.longestGap(),
                    source.timeRepairs() + decoder.timeRepairs());
        }
    }
}
