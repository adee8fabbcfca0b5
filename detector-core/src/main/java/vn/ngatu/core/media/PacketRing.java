package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest stretch of a stream as compressed packets, out of which evidence is made. Drops whole groups of pictures from
 * the old end, so that it always starts on a key frame. It outlives the stream's sessions: what is coded alike hangs
 * together, and a change of codec or picture size starts a new recording within the ring. Safe for use by any thread: the
 * camera's thread adds, the evidence writer takes snapshots.
 */
public final class PacketRing implements Recording, AutoCloseable {

    private @Nullable StreamInfo info;
    private boolean awaitsKey;
    private final long spanNs;
    private final long maxBytes;
    private final Deque<Group> groups = new ArrayDeque<>();
    private long bytes;
    private long overflows;

    /**
     * An empty ring in a stream's first session.
     *
     * @param seconds how far back it reaches at least, bytes permitting
     * @param maxBytes how many bytes of packets it holds at most
     */
    public PacketRing(StreamInfo info, double seconds, long maxBytes) {
        this(seconds, maxBytes);
        this.info = requireNonNull(info, "info");
    }

    /** An empty ring before a stream's first session, which {@link #opened} begins. */
    public PacketRing(double seconds, long maxBytes) {
        if (!(seconds > 0) || maxBytes <= 0) {
            throw new IllegalArgumentException(
                    "packet ring: " + seconds + " s, " + maxBytes + " bytes (expected: > 0)");
        }
        this.spanNs = Math.round(seconds * 1e9);
        this.maxBytes = maxBytes;
    }

    /** Says that a new session of the stream begins, whose packets need nothing that came before. */
    public synchronized void opened(StreamInfo session) {
        awaitsKey = true;
        StreamInfo known = info;
        if (known == null || !session.codedLike(known)) {
            info = session;
        }
    }

    /** Keeps its own reference to the packet, which stays with its owner; packets before a session's first key frame are not kept. */
    public synchronized void add(Packet packet) {
        if (packet.key()) {
            groups.addLast(new Group(requireNonNull(info, "a session")));
            awaitsKey = false;
        }
        Group newest = groups.peekLast();
        if (newest == null || awaitsKey) {
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

    /** As {@link #snapshot(long, long, long)}, of what was recorded at {@code fromNs}. */
    public Snapshot snapshot(long fromNs, long toNs) {
        return snapshot(fromNs, toNs, fromNs);
    }

    @Override
    public synchronized Snapshot snapshot(long fromNs, long toNs, long atNs) {
        StreamInfo wanted = infoAt(atNs);
        List<Packet> packets = new ArrayList<>();
        int start = 0;
        boolean changed = false;
        for (Group group : groups) {
            if (group.info != wanted) {
                boolean concerns = group.startNs() <= toNs && group.endNs() >= fromNs;
                changed |= concerns;
                continue;
            }
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
        return new Snapshot(wanted, copies, changed);
    }

    private StreamInfo infoAt(long timeNs) {
        Group oldest = groups.peekFirst();
        @Nullable StreamInfo found = oldest == null ? info : oldest.info;
        for (Group group : groups) {
            if (group.startNs() <= timeNs) {
                found = group.info;
            }
        }
        return requireNonNull(found, "a session");
    }

    /** How many seconds of the stream are held now. */
    public synchronized double seconds() {
        Group oldest = groups.peekFirst();
        Group newest = groups.peekLast();
        return oldest == null || newest == null ? 0 : Math.max(0, newest.endNs() - oldest.startNs()) / 1e9;
    }

    @Override
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
        private final StreamInfo info;
        private final List<Packet> packets = new ArrayList<>();
        private long bytes;

        Group(StreamInfo info) {
            this.info = info;
        }

        void add(Packet packet) {
            packets.add(packet);
            bytes += packet.size();
        }

        long startNs() {
            Packet key = packets.get(0);
            return key.ptsNs() == Packet.NO_PTS ? key.dtsNs() : key.ptsNs();
        }

        long endNs() {
            return packets.get(packets.size() - 1).dtsNs();
        }
    }

    /** A stretch of a stream in decoding order that starts on a key frame. Owned by whoever took it; any one thread. */
    public static final class Snapshot implements AutoCloseable {

        private final StreamInfo info;
        private final List<Packet> packets;
        private final boolean changed;

        /** Takes over the packets. */
        public Snapshot(StreamInfo info, List<Packet> packets) {
            this(info, packets, false);
        }

        private Snapshot(StreamInfo info, List<Packet> packets, boolean changed) {
            this.info = requireNonNull(info, "info");
            this.packets = List.copyOf(packets);
            this.changed = changed;
        }

        /** Whether the stream was coded differently in a part of the time asked for, which is therefore left out. */
        public boolean changed() {
            return changed;
        }

        /** The same packets, owned by the caller, on another time line; this snapshot is closed. */
        Snapshot moved(long shiftNs) {
            try (this) {
                return new Snapshot(
                        info,
                        packets.stream()
                                .map(packet -> packet.moved(shiftNs, packet.jump()))
                                .toList(),
                        changed);
            }
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
