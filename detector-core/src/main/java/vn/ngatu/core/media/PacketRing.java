package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The newest stretch of a stream as compressed packets, out of which evidence is made. Drops whole groups of pictures from
 * the old end, so that it always starts on a key frame. Safe for use by any thread: the camera's thread adds, the evidence
 * writer takes snapshots.
 */
public final class PacketRing implements AutoCloseable {

    private final StreamInfo info;
    private final long spanNs;
    private final long maxBytes;
    private final Deque<Group> groups = new ArrayDeque<>();
    private long bytes;
    private long overflows;

    /**
     * An empty ring.
     *
     * @param seconds how far back it reaches at least, bytes permitting
     * @param maxBytes how many bytes of packets it holds at most
     */
    public PacketRing(StreamInfo info, double seconds, long maxBytes) {
        this.info = requireNonNull(info, "info");
        if (!(seconds > 0) || maxBytes <= 0) {
            throw new IllegalArgumentException(
                    "packet ring: " + seconds + " s, " + maxBytes + " bytes (expected: > 0)");
        }
        this.spanNs = Math.round(seconds * 1e9);
        this.maxBytes = maxBytes;
    }

    /** Keeps its own reference to the packet, which stays with its owner; packets before the first key frame are not kept. */
    public synchronized void add(Packet packet) {
        if (packet.key()) {
            groups.addLast(new Group());
        }
        Group newest = groups.peekLast();
        if (newest == null) {
            return;
        }
        newest.add(packet.copy());
        bytes += packet.size();
        while (groups.size() > 1 && packet.dtsNs() - second().startNs() >= spanNs) {
            drop();
        }
        while (bytes > maxBytes) {
            overflows++;
            drop();
        }
    }

    private Group second() {
        var each = groups.iterator();
        each.next();
        return each.next();
    }

    private void drop() {
        Group oldest = groups.removeFirst();
        bytes -= oldest.bytes;
        oldest.packets.forEach(Packet::close);
    }

    /**
     * The packets needed to show every frame from {@code fromNs} to {@code toNs}: from the last key frame at or before the
     * start on. It starts later where the ring doesn't reach back so far, and is empty where nothing of the span is held.
     *
     * @return owned by the caller
     */
    public synchronized Snapshot snapshot(long fromNs, long toNs) {
        List<Packet> packets = new ArrayList<>();
        int start = 0;
        for (Group group : groups) {
            if (group.startNs() <= fromNs) {
                start = packets.size();
            }
            packets.addAll(group.packets);
        }
        List<Packet> copies = new ArrayList<>();
        for (Packet packet : packets.subList(start, packets.size())) {
            if (packet.dtsNs() > toNs) {
                break;
            }
            copies.add(packet.copy());
        }
        return new Snapshot(info, copies);
    }

    /** The presentation time of the oldest key frame held, in nanoseconds; {@link Long#MAX_VALUE} when empty. */
    public synchronized long startNs() {
        Group oldest = groups.peekFirst();
        return oldest == null ? Long.MAX_VALUE : oldest.startNs();
    }

    /** How many bytes of packets are held now. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How often packets had to go early because the bytes were full. */
    public synchronized long overflows() {
        return overflows;
    }

    @Override
    public synchronized void close() {
        while (!groups.isEmpty()) {
            drop();
        }
    }

    /** One key frame and what depends on it. */
    private static final class Group {
        private final List<Packet> packets = new ArrayList<>();
        private long bytes;

        void add(Packet packet) {
            packets.add(packet);
            bytes += packet.size();
        }

        long startNs() {
            Packet key = packets.get(0);
            return key.ptsNs() == Packet.NO_PTS ? key.dtsNs() : key.ptsNs();
        }
    }

    /** A stretch of a stream in decoding order that starts on a key frame. Owned by whoever took it; any one thread. */
    public static final class Snapshot implements AutoCloseable {

        private final StreamInfo info;
        private final List<Packet> packets;

        /** Takes over the packets. */
        public Snapshot(StreamInfo info, List<Packet> packets) {
            this.info = requireNonNull(info, "info");
            this.packets = List.copyOf(packets);
        }

        /** The stream they are of. */
        public StreamInfo info() {
            return info;
        }

        /** The packets in decoding order, still owned by the snapshot. */
        public List<Packet> packets() {
            return Collections.unmodifiableList(packets);
        }

        @Override
        public void close() {
            packets.forEach(Packet::close);
        }
    }
}
