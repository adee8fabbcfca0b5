package vn.ngatu.camera.probe;

import org.jspecify.annotations.Nullable;

/**
 * What was found of one stream. Parts that were not observed are null; nothing is guessed.
 *
 * @param address without credentials
 * @param reachable whether packets came
 * @param authentication {@code none} where nobody asked us for credentials, {@code accepted}, {@code refused}, or {@code
 *     unknown}
 * @param reason in one line, how it is or what went wrong
 * @param openSeconds how long it took from the first attempt to the first packet
 * @param codec its short name, such as {@code h264}
 * @param profile the codec's profile; null when not told
 * @param rate pictures per second, measured
 * @param gopFrames packets from key frame to key frame, the longest seen
 * @param gopSeconds the same in seconds
 * @param kilobitsPerSecond measured
 * @param bFrames whether pictures come out of their order, which delays decoding
 * @param senderReports whether the camera tells its clock
 * @param clockSkewSeconds the camera's clock less this machine's; null without sender reports
 * @param clockErrorSeconds how far the stream's wall time may be off
 * @param lostPackets RTP packets that never arrived
 * @param timeRepairs time stamps that had to be repaired
 * @param decodedFrames pictures decoded
 * @param damagedFrames pictures that could not be decoded whole
 * @param decodeMillisPerFrame CPU time to decode one picture, on one thread
 */
public record StreamReport(
        String address,
        boolean reachable,
        String authentication,
        String reason,
        @Nullable Double openSeconds,
        @Nullable String codec,
        @Nullable String profile,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double rate,
        @Nullable Integer gopFrames,
        @Nullable Double gopSeconds,
        @Nullable Double kilobitsPerSecond,
        @Nullable Boolean bFrames,
        @Nullable Boolean senderReports,
        @Nullable Double clockSkewSeconds,
        @Nullable Double clockErrorSeconds,
        @Nullable Long lostPackets,
        @Nullable Long timeRepairs,
        @Nullable Long decodedFrames,
        @Nullable Long damagedFrames,
        @Nullable Double decodeMillisPerFrame) {

    /** The reason of a stream that came and went on. */
    static final String STREAMING = "streaming";

    /** Of a stream that did not come. */
    static StreamReport unreachable(String address, String authentication, String reason) {
        return new StreamReport(
                address,
                false,
                authentication,
                reason,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
