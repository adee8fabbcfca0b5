package vn.ngatu.core.media.demux;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.Ffmpeg;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.StreamInfo;

/**
 * The best video stream of whatever FFmpeg can open, as packets with sound time stamps. Damage inside the container is
 * skipped as far as FFmpeg can. One thread; owned by whoever opened it.
 */
public final class Demuxer implements PacketSource {

    // A demuxer that finds nothing but rubbish in so many steps has lost its way.
    private static final int MAX_ERRORS = 1000;

    private final String name;
    private final AVFormatContext context;
    private final AVStream stream;
    private final StreamInfo info;
    private final TimeRepair times;
    private final boolean mayLosePackets;
    private long startRaw;
    private boolean closed;

    private Demuxer(String name, AVFormatContext context, AVStream stream) {
        this.name = name;
        this.context = context;
        this.stream = stream;
        info = new StreamInfo(name, stream);
        times = new TimeRepair(info.frameDurationNs(), info.reorders());
        startRaw = stream.start_time();
        // An MP4's index names every packet; elsewhere those whose head is damaged vanish.
        mayLosePackets = !context.iformat().name().getString().startsWith("mov");
        Ffmpeg.opened();
    }

    /**
     * Opens a stream.
     *
     * @param url as FFmpeg takes it, such as {@code file:/path}
     * @param name what messages call it
     * @param options FFmpeg's options of protocol and format
     * @throws MediaException when it is no container that FFmpeg knows, or holds no video
     */
    public static Demuxer open(String url, String name, Map<String, String> options) throws MediaException {
        Ffmpeg.load();
        AVFormatContext context = new AVFormatContext(null);
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((option, value) -> av_dict_set(dictionary, option, value, 0));
        int code = avformat_open_input(context, url, null, dictionary);
        av_dict_free(dictionary);
        if (code < 0) {
            throw new MediaException(name + ": " + reason(code) + " (expected: a video)");
        }
        try {
            Demuxer demuxer = new Demuxer(name, context, videoOf(context, name));
            for (int i = 0; i < context.nb_streams(); i++) {
                if (i != demuxer.stream.index()) {
                    context.streams(i).discard(AVDISCARD_ALL);
                }
            }
            return demuxer;
        } catch (MediaException | RuntimeException e) {
            avformat_close_input(context);
            throw e;
        }
    }

    private static String reason(int code) {
        return code == AVERROR_INVALIDDATA() ? "no video container" : Ffmpeg.errorText(code);
    }

    private static AVStream videoOf(AVFormatContext context, String name) throws MediaException {
        avformat_find_stream_info(context, (AVDictionary) null);
        int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (best < 0 || (context.streams(best).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            String what = context.nb_streams() == 0 ? "holds no stream" : "holds no video, sound or data only";
            throw new MediaException(name + ": " + what + " (expected: a video stream)");
        }
        AVStream video = context.streams(best);
        if (video.codecpar().width() <= 0 || video.codecpar().height() <= 0) {
            throw new MediaException(
                    name + ": a video stream without a picture (expected: at least one whole picture)");
        }
        return video;
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    @Override
    public @Nullable Packet read() throws MediaException {
        AVPacket raw = requireNonNull(av_packet_alloc(), "out of native memory");
        for (int errors = 0; errors < MAX_ERRORS; ) {
            int code = av_read_frame(context, raw);
            if (code >= 0 && raw.stream_index() == stream.index()) {
                return packet(raw);
            }
            av_packet_unref(raw);
            if (code < 0) {
                if (code == AVERROR_EOF()) {
                    break;
                }
                if (code != AVERROR_INVALIDDATA() && code != AVERROR_EAGAIN()) {
                    av_packet_free(raw);
                    throw new MediaException(name + ": " + Ffmpeg.errorText(code) + " (expected: readable to its end)");
                }
                errors++;
            }
        }
        av_packet_free(raw);
        return null;
    }

    private Packet packet(AVPacket raw) {
        if (startRaw == AV_NOPTS_VALUE) {
            startRaw = raw.pts() != AV_NOPTS_VALUE ? raw.pts() : raw.dts();
        }
        times.next(nanoseconds(raw.pts()), nanoseconds(raw.dts()));
        if (times.hole() && mayLosePackets && (raw.flags() & AV_PKT_FLAG_KEY) == 0) {
            // What it leans on has vanished, and decoders paint over that without a word.
            raw.flags(raw.flags() | AV_PKT_FLAG_CORRUPT);
        }
        raw.pts(times.pts()).dts(times.dts()).stream_index(0).time_base(Ffmpeg.NANOSECOND);
        raw.duration(av_rescale_q(Math.max(0, raw.duration()), stream.time_base(), Ffmpeg.NANOSECOND));
        return new Packet(raw, times.jump());
    }

    private long nanoseconds(long ticks) {
        return ticks == AV_NOPTS_VALUE || startRaw == AV_NOPTS_VALUE
                ? TimeRepair.NONE
                : av_rescale_q(ticks - startRaw, stream.time_base(), Ffmpeg.NANOSECOND);
    }

    @Override
    public long timeRepairs() {
        return times.repairs();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avformat_close_input(context);
            Ffmpeg.closed();
        }
    }
}
