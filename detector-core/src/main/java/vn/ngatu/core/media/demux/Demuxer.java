package vn.ngatu.core.media.demux;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_INTRA_ONLY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.Ffmpeg;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.StreamInfo;

/**
 * The best video stream of whatever FFmpeg can open, as packets with sound time stamps. Damage inside the container is
 * skipped as far as FFmpeg can. One thread; owned by whoever opened it.
 */
public final class Demuxer implements PacketSource {

    // A demuxer that finds nothing but rubbish in so many steps has lost its way.
    private static final int MAX_ERRORS = 1000;

    private static final long INTRA_PROBE_BYTES = 64 << 10;

    // The goodbye to a camera, which else holds the session for a minute.
    private static final long LAST_WORD_NS = 500_000_000L;

    private final DemuxRequest request;
    private final AVFormatContext context;
    private final AVStream stream;
    private final LatchedWatch watch;
    private final long watchKey;
    private final TimeRepair times;
    private final boolean mayLosePackets;
    private final @Nullable PictureWatch pictures;
    private StreamInfo info;
    private long startRaw;
    private @Nullable AVPacket ahead;
    private boolean begun;
    private boolean guessed;
    private long unstamped;
    private long lost;
    private boolean closed;

    private Demuxer(DemuxRequest request, AVFormatContext context, AVStream stream, LatchedWatch watch, long key) {
        this.request = request;
        this.context = context;
        this.stream = stream;
        this.watch = watch;
        watchKey = key;
        info = new StreamInfo(request.name(), stream);
        times = new TimeRepair(info.frameDurationNs(), info.reorders());
        startRaw = live() ? AV_NOPTS_VALUE : stream.start_time();
        // An MP4's index names every packet; elsewhere those whose head is damaged vanish.
        mayLosePackets = !context.iformat().name().getString().startsWith("mov");
        pictures = live() ? PictureWatch.of(stream) : null;
        Ffmpeg.opened();
    }

    /**
     * Opens a recording.
     *
     * @param url as FFmpeg takes it, such as {@code file:/path}
     * @param name what messages call it
     * @param options FFmpeg's options of protocol and format
     * @throws MediaException when it is no container that FFmpeg knows, or holds no video
     */
    public static Demuxer open(String url, String name, Map<String, String> options) throws MediaException {
        return open(DemuxRequest.recording(url, name, options));
    }

    /**
     * Opens a stream.
     *
     * @throws MediaException when it can't be reached, isn't known to FFmpeg, or holds no video
     */
    public static Demuxer open(DemuxRequest request) throws MediaException {
        Ffmpeg.load();
        if (request.stamps() != Stamps.RECORDED) {
            Ffmpeg.countLostPackets();
        }
        AVFormatContext context = requireNonNull(avformat_alloc_context(), "out of native memory");
        LatchedWatch watch = new LatchedWatch(request.watch());
        boolean bounded = request.watch() != ReadWatch.NONE;
        long key = bounded ? Interrupts.attach(context, watch) : Interrupts.NOBODY;
        try {
            connect(request, context, watch);
        } catch (MediaException | RuntimeException e) {
            Interrupts.forget(key); // FFmpeg has freed the context
            throw e;
        }
        try {
            Demuxer demuxer = new Demuxer(request, context, videoOf(request, context, watch), watch, key);
            demuxer.discardOthers();
            return demuxer;
        } catch (MediaException | RuntimeException e) {
            avformat_close_input(context);
            Interrupts.forget(key);
            throw e;
        }
    }

    private static void connect(DemuxRequest request, AVFormatContext context, LatchedWatch watch)
            throws MediaException {
        AVInputFormat format = request.format().isEmpty() ? null : av_find_input_format(request.format());
        AVDictionary dictionary = new AVDictionary(null);
        request.options().forEach((option, value) -> av_dict_set(dictionary, option, value, 0));
        int code = avformat_open_input(context, request.url(), format, dictionary);
        av_dict_free(dictionary);
        if (code < 0) {
            // Layers above the one that was interrupted make other codes of it.
            int told = watch.latched() ? AVERROR_EXIT() : code;
            throw OpenFault.of(request.name(), told, request.stamps() != Stamps.RECORDED);
        }
    }

    private static AVStream videoOf(DemuxRequest request, AVFormatContext context, LatchedWatch watch)
            throws MediaException {
        if (request.stamps() != Stamps.RECORDED && holdsKeyFramesOnly(context)) {
            context.probesize(INTRA_PROBE_BYTES);
        }
        avformat_find_stream_info(context, (AVDictionary) null);
        int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (best < 0 || (context.streams(best).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            String what = context.nb_streams() == 0 ? "holds no stream" : "holds no video, sound or data only";
            throw new MediaException(request.name() + ": " + what + " (expected: a video stream)");
        }
        AVStream video = context.streams(best);
        if (video.codecpar().width() <= 0 || video.codecpar().height() <= 0) {
            throw new MediaException(
                    request.name() + ": a video stream without a picture (expected: at least one whole picture)",
                    watch.expired() ? MediaException.Kind.TIMED_OUT : MediaException.Kind.OTHER);
        }
        return video;
    }

    /** Whether the stream is known to consist of key frames: one of them tells all, and FFmpeg would look on for ever. */
    private static boolean holdsKeyFramesOnly(AVFormatContext context) {
        if (context.nb_streams() != 1) {
            return false;
        }
        AVCodecDescriptor codec =
                avcodec_descriptor_get(context.streams(0).codecpar().codec_id());
        return codec != null && !codec.isNull() && (codec.props() & AV_CODEC_PROP_INTRA_ONLY) != 0;
    }

    private void discardOthers() {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (i != stream.index()) {
                context.streams(i).discard(AVDISCARD_ALL);
            }
        }
    }

    private boolean live() {
        return request.stamps() != Stamps.RECORDED;
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    @Override
    public @Nullable Packet read() throws MediaException {
        AVPacket raw = ahead != null ? ahead : readRaw();
        ahead = null;
        if (raw != null && !begun && request.stamps() == Stamps.LIVE && !stamped(raw)) {
            stampByTheNext(raw);
        }
        begun = true;
        return raw == null ? null : packet(raw);
    }

    private static boolean stamped(AVPacket raw) {
        return raw.pts() != AV_NOPTS_VALUE || raw.dts() != AV_NOPTS_VALUE;
    }

    /**
     * Of RTSP's packets FFmpeg's parser leaves the first without stamps. The sender's clock tells how long before the second
     * it was taken; without that it is put a frame before it, and the second says that nothing is known of the time between.
     */
    private void stampByTheNext(AVPacket first) throws MediaException {
        ahead = readRaw();
        if (ahead == null) {
            return;
        }
        long taken = Packet.senderNs(first);
        long takenNext = Packet.senderNs(ahead);
        if (taken != Packet.NO_PTS && takenNext != Packet.NO_PTS && ahead.pts() != AV_NOPTS_VALUE) {
            first.pts(ahead.pts() - av_rescale_q(takenNext - taken, Ffmpeg.NANOSECOND, stream.time_base()));
        } else {
            guessed = true;
        }
    }

    /** The next packet of the stream, owned by the caller; null at the end. */
    private @Nullable AVPacket readRaw() throws MediaException {
        AVPacket raw = requireNonNull(av_packet_alloc(), "out of native memory");
        long lostBefore = Ffmpeg.lostOnThisThread();
        for (int errors = 0; errors < MAX_ERRORS; ) {
            int code = av_read_frame(context, raw);
            if (code >= 0 && raw.stream_index() == stream.index()) {
                noteLoss(raw, Ffmpeg.lostOnThisThread() - lostBefore);
                return raw;
            }
            av_packet_unref(raw);
            if (code < 0) {
                if (code == AVERROR_EOF() && !watch.latched()) {
                    break;
                }
                if (watch.latched() || (code != AVERROR_INVALIDDATA() && code != AVERROR_EAGAIN())) {
                    av_packet_free(raw);
                    throw unreadable(code);
                }
                errors++;
            }
        }
        av_packet_free(raw);
        return null;
    }

    private void noteLoss(AVPacket raw, long missed) {
        lost += missed;
        if (missed > 0) {
            markDamaged(raw);
        }
    }

    /** What a packet leans on has vanished, and decoders paint over that without a word. */
    private static void markDamaged(AVPacket raw) {
        if ((raw.flags() & AV_PKT_FLAG_KEY) == 0) {
            raw.flags(raw.flags() | AV_PKT_FLAG_CORRUPT);
        }
    }

    private MediaException unreadable(int code) {
        if (!live()) {
            return new MediaException(
                    request.name() + ": " + Ffmpeg.errorText(code) + " (expected: readable to its end)");
        }
        return watch.latched()
                ? new MediaException(
                        request.name() + ": no packet in time (expected: a stream that goes on)",
                        MediaException.Kind.TIMED_OUT)
                : new MediaException(
                        request.name() + ": the connection broke: " + Ffmpeg.errorText(code)
                                + " (expected: a stream that goes on)",
                        MediaException.Kind.UNREACHABLE);
    }

    private Packet packet(AVPacket raw) {
        if (startRaw == AV_NOPTS_VALUE) {
            startRaw = startBy(raw.pts() != AV_NOPTS_VALUE ? raw.pts() : raw.dts());
        }
        boolean afterGuess = guessed && unstamped++ == 1;
        boolean own = request.stamps() != Stamps.ARRIVAL;
        times.next(
                own ? nanoseconds(raw.pts()) : TimeRepair.NONE,
                own ? nanoseconds(raw.dts()) : TimeRepair.NONE,
                live() ? request.nanoClock().getAsLong() : TimeRepair.NONE);
        if (times.hole() && mayLosePackets) {
            markDamaged(raw);
        }
        if (pictures != null && (raw.flags() & AV_PKT_FLAG_KEY) != 0) {
            info = pictures.infoAt(raw, info);
        }
        raw.pts(times.pts()).dts(times.dts()).stream_index(0).time_base(Ffmpeg.NANOSECOND);
        raw.duration(av_rescale_q(Math.max(0, raw.duration()), stream.time_base(), Ffmpeg.NANOSECOND));
        return new Packet(raw, times.jump() || afterGuess);
    }

    /** Where the stream's time begins, by its first stamp; packets before it came a frame each. */
    private long startBy(long stamp) {
        return stamp == AV_NOPTS_VALUE || unstamped == 0
                ? stamp
                : stamp - unstamped * av_rescale_q(info.frameDurationNs(), Ffmpeg.NANOSECOND, stream.time_base());
    }

    private long nanoseconds(long ticks) {
        return ticks == AV_NOPTS_VALUE || startRaw == AV_NOPTS_VALUE
                ? TimeRepair.NONE
                : av_rescale_q(ticks - startRaw, stream.time_base(), Ffmpeg.NANOSECOND);
    }

    @Override
    public long timeRepairs() {
        return request.stamps() == Stamps.ARRIVAL ? 0 : times.repairs();
    }

    @Override
    public long lostPackets() {
        return lost;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (ahead != null) {
                av_packet_free(ahead);
            }
            watch.allow(live() ? request.nanoClock() : () -> 0, LAST_WORD_NS);
            avformat_close_input(context);
            Interrupts.forget(watchKey);
            if (pictures != null) {
                pictures.close();
            }
            Ffmpeg.closed();
        }
    }
}
