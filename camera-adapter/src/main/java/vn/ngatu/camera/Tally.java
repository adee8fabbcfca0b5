package vn.ngatu.camera;

import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;

/** Counts what a stream does. Written by the stream's thread, read by any. */
final class Tally {

    private long sessions;
    private long failures;
    private long packets;
    private long bytes;
    private long earlierRepairs;
    private long earlierLost;
    private long repairs;
    private long lost;
    private boolean inSession;

    /** Counts a packet; true when it is the first of its session. */
    synchronized boolean packet(Packet packet, PacketSource source) {
        boolean first = !inSession;
        if (first) {
            inSession = true;
            sessions++;
        }
        packets++;
        bytes += packet.size();
        repairs = source.timeRepairs();
        lost = source.lostPackets();
        return first;
    }

    synchronized void sessionEnded() {
        inSession = false;
        earlierRepairs += repairs;
        earlierLost += lost;
        repairs = 0;
        lost = 0;
    }

    synchronized void failed() {
        failures++;
    }

    synchronized StreamCounters counters() {
        return new StreamCounters(
                sessions,
                Math.max(0, sessions - 1),
                failures,
                packets,
                bytes,
                earlierRepairs + repairs,
                earlierLost + lost);
    }
}
