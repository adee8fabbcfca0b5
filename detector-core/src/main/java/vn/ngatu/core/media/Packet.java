package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PRFT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVProducerReferenceTime;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * One compressed unit of a stream, mostly one picture. Owned by whoever received it and closed by that owner; its bytes
 * are counted references, so that a copy costs nothing. Not changed once made; may be handed to another thread.
 */
public final class Packet implements AutoCloseable {

    /** The presentation time of a packet that has none; the decoder finds it. */
    public static final long NO_PTS = AV_NOPTS_VALUE;

    private static final long REFERENCE_TIME_BYTES = 16;

    private final AVPacket packet;
    private final boolean jump;
    private boolean closed;

    /**
     * Takes over a packet whose time stamps are nanoseconds since the stream's first frame.
     *
     * @param packet owned by the new object from now on
     * @param jump whether the source's clock jumped before this packet
     */
    public Packet(AVPacket packet, boolean jump) {
        this.packet = requireNonNull(packet, "packet");
        this.jump = jump;
        Ffmpeg.opened();
    }

    /** When the picture is shown, in nanoseconds since the stream's first frame; {@link #NO_PTS} when not known. */
    public long ptsNs() {
        return packet.pts();
    }

    /** When it is decoded, in nanoseconds on the same clock; strictly increasing over a stream. */
    public long dtsNs() {
        return packet.dts();
    }

    /** Whether decoding can start here. */
    public boolean key() {
        return (packet.flags() & AV_PKT_FLAG_KEY) != 0;
    }

    /** Whether the container knows that bytes are missing or wrong. */
    public boolean corrupt() {
        return (packet.flags() & AV_PKT_FLAG_CORRUPT) != 0;
    }

    /** Whether the container says that its picture is only decoded and never shown. */
    boolean hidden() {
        return (packet.flags() & AV_PKT_FLAG_DISCARD) != 0;
    }

    /** Whether the source's clock jumped before this packet, so that the real time passed since the last is unknown. */
    public boolean jump() {
        return jump;
    }

    /** The number of bytes. */
    public int size() {
        return packet.size();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        byte[] copy = new byte[packet.size()];
        packet.data().get(copy);
        return copy;
    }

    /**
     * When the picture was taken by the sender's clock, in nanoseconds since 1970; {@link #NO_PTS} when the sender has not
     * told.
     */
    public long senderNs() {
        return senderNs(packet);
    }

    /** The same of a native packet, which stays with its owner. */
    public static long senderNs(AVPacket packet) {
        try (SizeTPointer bytes = new SizeTPointer(1)) {
            BytePointer told = av_packet_get_side_data(packet, AV_PKT_DATA_PRFT, bytes);
            if (told == null || told.isNull() || bytes.get() < REFERENCE_TIME_BYTES) {
                return NO_PTS;
            }
            return Math.multiplyExact(new AVProducerReferenceTime(told).wallclock(), 1000L);
        }
    }

    /**
     * A second packet on the same bytes, owned by the caller, with both times moved.
     *
     * @param shiftNs how far, in nanoseconds
     * @param jumped whether the real time passed since the packet before is unknown
     */
    public Packet moved(long shiftNs, boolean jumped) {
        AVPacket moved = requireNonNull(av_packet_clone(packet), "out of native memory");
        moved.dts(moved.dts() + shiftNs);
        if (moved.pts() != NO_PTS) {
            moved.pts(moved.pts() + shiftNs);
        }
        return new Packet(moved, jumped);
    }

    /** A second packet on the same bytes, owned by the caller. */
    public Packet copy() {
        return new Packet(requireNonNull(av_packet_clone(packet), "out of native memory"), jump);
    }

    /** The native packet, still owned by this object. */
    AVPacket raw() {
        return packet;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_packet_free(packet);
            Ffmpeg.closed();
        }
    }
}
