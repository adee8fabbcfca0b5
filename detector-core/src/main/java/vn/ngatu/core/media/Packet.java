package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * One compressed unit of a stream, mostly one picture. Owned by whoever received it and closed by that owner; its bytes
 * are counted references, so that a copy costs nothing. Not changed once made; may be handed to another thread.
 */
public final class Packet implements AutoCloseable {

    /** The presentation time of a packet that has none; the decoder finds it. */
    public static final long NO_PTS = AV_NOPTS_VALUE;

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
