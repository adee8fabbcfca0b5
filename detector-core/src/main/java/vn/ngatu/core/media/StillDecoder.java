package vn.ngatu.core.media;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decodes single frames out of kept packets, at full resolution. Stateless; any thread. */
public final class StillDecoder {

    /** Frames are told apart by time to within this much; repaired time stamps lie at least twice as far apart. */
    private static final long TOLERANCE_NS = 500_000;

    private StillDecoder() {}

    /**
     * The frames shown at exactly these presentation times. Each group of pictures is decoded at most once, from its key
     * frame to the last frame wanted of it, and groups without a wanted frame not at all.
     *
     * @param packets stay with their owner
     * @param ptsNs as {@link Frame#ptsNs} told them, in any order
     * @return the pictures by time; a time is missing where its frame is not among the packets or is damaged
     */
    public static Map<Long, RgbImage> decode(PacketRing.Snapshot packets, List<Long> ptsNs) throws MediaException {
        Map<Long, RgbImage> found = new TreeMap<>();
        TreeSet<Long> wanted = new TreeSet<>(ptsNs);
        while (!wanted.isEmpty()) {
            int start = keyBefore(packets.packets(), wanted.first());
            if (start < 0) {
                wanted.pollFirst();
            } else {
                decodeFrom(packets, start, wanted, found);
            }
        }
        return found;
    }

    /** The presentation time of the packet nearest to {@code ptsNs}; that time itself when there is no packet. */
    public static long nearest(PacketRing.Snapshot packets, long ptsNs) {
        return packets.packets().stream()
                .map(packet -> packet.ptsNs() == Packet.NO_PTS ? packet.dtsNs() : packet.ptsNs())
                .min(Comparator.comparingLong(time -> Math.abs(time - ptsNs)))
                .orElse(ptsNs);
    }

    /** Takes off {@code wanted} what it finds, and at least its first. */
    private static void decodeFrom(
            PacketRing.Snapshot snapshot, int start, TreeSet<Long> wanted, Map<Long, RgbImage> found)
            throws MediaException {
        List<Packet> packets = snapshot.packets();
        try (VideoDecoder decoder = new VideoDecoder(snapshot.info())) {
            for (int i = start; i < packets.size() && !wanted.isEmpty(); i++) {
                if (packets.get(i).key() && keyBefore(packets, wanted.first()) > i) {
                    return; // nothing wanted in this group
                }
                decoder.send(packets.get(i));
                receive(decoder, wanted, found);
            }
            decoder.end();
            receive(decoder, wanted, found);
            wanted.pollFirst();
        }
    }

    private static void receive(VideoDecoder decoder, TreeSet<Long> wanted, Map<Long, RgbImage> found) {
        for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
            try (Frame open = frame) {
                take(open, wanted, found);
            }
        }
    }

    private static void take(Frame frame, TreeSet<Long> wanted, Map<Long, RgbImage> found) {
        RgbImage image = null;
        while (!wanted.isEmpty() && wanted.first() <= frame.ptsNs() + TOLERANCE_NS) {
            long time = wanted.pollFirst();
            if (time >= frame.ptsNs() - TOLERANCE_NS) {
                image = image == null ? frame.image() : image;
                found.put(time, image);
            }
        }
    }

    private static int keyBefore(List<Packet> packets, long timeNs) {
        int key = -1;
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            long start = packet.ptsNs() == Packet.NO_PTS ? packet.dtsNs() : packet.ptsNs();
            if (packet.key() && start <= timeNs + TOLERANCE_NS) {
                key = i;
            }
        }
        return key;
    }
}
