package vn.ngatu.camera;

/**
 * What a stream has done since its supervisor was made.
 *
 * @param sessions sessions that delivered at least one packet
 * @param reconnects such sessions after the first
 * @param failures attempts and sessions that ended in a fault
 * @param packets packets received
 * @param bytes their bytes
 * @param timeRepairs time stamps that were missing, stood still or jumped, and were repaired
 * @param lostRtpPackets RTP packets that never arrived, as far as the transport tells
 */
public record StreamCounters(
        long sessions,
        long reconnects,
        long failures,
        long packets,
        long bytes,
        long timeRepairs,
        long lostRtpPackets) {}
