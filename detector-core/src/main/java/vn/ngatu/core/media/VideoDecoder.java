package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_COPY_OPAQUE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Packets into pictures, on the caller's thread alone. For each packet: {@link #send} it, then {@link #receive} until null;
 * after the last packet {@link #end}, then {@code receive} until null. Owned by whoever made it; frames may be closed after
 * it.
 *
 * <p>A picture that the decoder calls damaged, and every picture after it up to the next sound key frame (or ten seconds,
 * for streams that refresh without key frames), is not delivered but counted as lost: it shows things that were never
 * there.
 */
public final class VideoDecoder implements AutoCloseable {

    private static final long LONGEST_DISTRUST_NS = 10_000_000_000L;
    /** A time stamp that doesn't increase comes this long after the last one. */
    private static final long STEP_NS = 1_000_000;

    private static final long NONE = Long.MIN_VALUE;

    // From FFmpeg's libavutil/frame.h; the presets leave shifted constants out.
    private static final int AV_FRAME_FLAG_CORRUPT = 1;
    private static final int AV_FRAME_FLAG_KEY = 1 << 1;

    private final StreamInfo info;
    private final AVCodecContext context;
    private final AVPacket input;
    private final Tag tag = new Tag();
    private final Deque<AVFrame> free = new ArrayDeque<>();
    private final Damage damage = new Damage();
    private @Nullable RegionConverter converter;
    private long sent;
    private long jumpNs = NONE;
    private long lastNs = NONE;
    private long delivered;
    private long timeRepairs;
    private boolean closed;

    /**
     * A decoder for the stream.
     *
     * @throws MediaException when this build of FFmpeg can't decode it
     */
    public VideoDecoder(StreamInfo info) throws MediaException {
        Ffmpeg.load();
        this.info = requireNonNull(info, "info");
        AVCodec codec = avcodec_find_decoder(info.codecId());
        if (codec == null || codec.isNull()) {
            throw unsupported(info);
        }
        context = requireNonNull(avcodec_alloc_context3(codec), "out of native memory");
        AVCodecParameters parameters = info.newParameters();
        avcodec_parameters_to_context(context, parameters);
        avcodec_parameters_free(parameters);
        context.thread_count(1).flags(context.flags() | AV_CODEC_FLAG_COPY_OPAQUE);
        context.pkt_timebase(Ffmpeg.NANOSECOND);
        if (info.codecId() == AV_CODEC_ID_MJPEG) {
            // The MJPEG decoder doesn't flag a picture that breaks off, it only can be told to refuse it.
            context.err_recognition(context.err_recognition() | AV_EF_EXPLODE);
        }
        if (avcodec_open2(context, codec, (AVDictionary) null) < 0) {
            avcodec_free_context(context);
            throw unsupported(info);
        }
        input = av_packet_alloc();
        Ffmpeg.opened();
    }

    private static MediaException unsupported(StreamInfo info) {
        return new MediaException(info.name() + ": codec " + info.codec()
                + " can't be decoded (expected: H.264, H.265, MPEG-4, MJPEG, VP8, VP9 or another that FFmpeg decodes)");
    }

    /** Gives the next packet in decoding order to the decoder; the packet stays with its owner. */
    public void send(Packet packet) {
        if (packet.size() == 0) {
            return; // some containers mark a repeated picture so; FFmpeg would take it for the end
        }
        sent++;
        if (packet.jump()) {
            jumpNs = packet.ptsNs() == Packet.NO_PTS ? packet.dtsNs() : packet.ptsNs();
        }
        if (packet.ptsNs() != Packet.NO_PTS && !packet.hidden() && everyPacketShows()) {
            damage.expect(packet.ptsNs());
        }
        if (packet.corrupt()) {
            damage.failed(sent);
        }
        av_packet_ref(input, packet.raw());
        input.opaque(tag.of(sent));
        int code = avcodec_send_packet(context, input);
        av_packet_unref(input);
        check(code);
    }

    /** Forgets every picture under way: packets are left out before the next one, which must be a key frame. */
    public void restart() {
        avcodec_flush_buffers(context);
        damage.restart();
    }

    /** Tells the decoder that no packet follows, so that it gives out what it holds back. */
    public void end() {
        check(avcodec_send_packet(context, null));
    }

    private void check(int code) {
        if (code == AVERROR_EAGAIN()) {
            throw new IllegalStateException(info.name() + ": send before receive told null (expected: drained)");
        }
        if (code < 0 && code != AVERROR_EOF()) {
            damage.failed(sent);
        }
    }

    /** Whether each packet is a picture that is shown; VP8 and its heirs send packets that only others lean on. */
    private boolean everyPacketShows() {
        int codec = info.codecId();
        return codec != AV_CODEC_ID_VP8 && codec != AV_CODEC_ID_VP9 && codec != AV_CODEC_ID_AV1;
    }

    /** The next picture in presentation order, owned by the caller; null when the decoder wants the next packet. */
    public @Nullable Frame receive() {
        AVFrame picture = free.isEmpty() ? av_frame_alloc() : free.pop();
        while (true) {
            int code = avcodec_receive_frame(context, picture);
            if (code == AVERROR_EAGAIN() || code == AVERROR_EOF()) {
                recycle(picture);
                if (code == AVERROR_EOF()) {
                    damage.ended(lastNs);
                }
                return null;
            }
            if (code < 0) {
                damage.failed(sent);
                continue;
            }
            Frame frame = accept(picture);
            if (frame != null) {
                return frame;
            }
            av_frame_unref(picture);
        }
    }

    private @Nullable Frame accept(AVFrame picture) {
        long ptsNs = picture.best_effort_timestamp();
        damage.arrived(ptsNs);
        if (ptsNs == AV_NOPTS_VALUE) {
            ptsNs = lastNs == NONE ? 0 : lastNs + info.frameDurationNs();
            timeRepairs++;
        } else if (lastNs != NONE && ptsNs <= lastNs) {
            ptsNs = lastNs + STEP_NS;
            timeRepairs++;
        }
        lastNs = ptsNs;
        if (!damage.sound(picture, ptsNs)) {
            return null;
        }
        boolean jump = jumpNs != NONE && ptsNs >= jumpNs;
        if (jump) {
            jumpNs = NONE;
        }
        return new Frame(this, picture, damage.lost + delivered++, ptsNs, info.rotation(), jump);
    }

    /** How many frames were lost to damage so far. */
    public long lostFrames() {
        return damage.lost;
    }

    /** The longest time without a sound frame because of damage, in seconds; 0 when none was lost. */
    public double longestGap() {
        return damage.longestGapNs / 1e9;
    }

    /** How many frames came without a time stamp or with one that didn't increase, and were given one. */
    public long timeRepairs() {
        return timeRepairs;
    }

    RegionConverter converter() {
        if (converter == null) {
            converter = new RegionConverter();
        }
        return converter;
    }

    /** Takes a picture's native memory back. */
    void recycle(AVFrame picture) {
        if (closed) {
            av_frame_free(picture);
        } else {
            av_frame_unref(picture);
            free.push(picture);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            avcodec_free_context(context);
            av_packet_free(input);
            free.forEach(picture -> av_frame_free(picture));
            free.clear();
            if (converter != null) {
                converter.close();
            }
            Ffmpeg.closed();
        }
    }

    /** A packet's number dressed as the pointer that FFmpeg hands through from packet to picture. */
    private static final class Tag extends Pointer {
        Tag of(long number) {
            address = number;
            return this;
        }
    }

    /** Which pictures can't be trusted, and how much was lost by that. */
    private final class Damage {
        /** Presentation times of the packets whose pictures haven't come out. */
        private final NavigableSet<Long> expected = new TreeSet<>();

        /** Numbers of damaged packets that a later picture may still lean on. */
        private final NavigableSet<Long> damaged = new TreeSet<>();

        private long lost;
        private long lostSinceSound;
        private long soundNs = NONE;
        private long distrustNs = NONE;
        private long longestGapNs;

        void expect(long ptsNs) {
            expected.add(ptsNs);
        }

        /**
         * Pictures come in order of presentation, so one that was passed over won't come any more. It counts as lost
         * only after known damage or at the start: a stream whose times disagree passes pictures over that come.
         */
        void arrived(long ptsNs) {
            NavigableSet<Long> passed = expected.headSet(ptsNs, false);
            if (!damaged.isEmpty() || soundNs == NONE) {
                lost += passed.size();
                lostSinceSound += passed.size();
            }
            passed.clear();
            expected.remove(ptsNs);
        }

        /** Nothing sent so far will come out, and nothing that follows leans on it. */
        void restart() {
            expected.clear();
            damaged.clear();
            distrustNs = NONE;
        }

        /** The packet gave no picture, or its picture follows with a flag. */
        void failed(long number) {
            damaged.add(number);
        }

        boolean sound(AVFrame picture, long ptsNs) {
            Pointer opaque = picture.opaque();
            long number = opaque == null || opaque.isNull() ? sent : opaque.address();
            boolean flagged = (picture.flags() & AV_FRAME_FLAG_CORRUPT) != 0 || picture.decode_error_flags() != 0;
            if (flagged) {
                failed(number);
            }
            if (!damaged.isEmpty() && number >= damaged.first()) {
                boolean fresh = (picture.flags() & AV_FRAME_FLAG_KEY) != 0
                        || (distrustNs != NONE && ptsNs - distrustNs > LONGEST_DISTRUST_NS);
                if (!fresh || damaged.contains(number)) {
                    distrustNs = distrustNs == NONE ? ptsNs : distrustNs;
                    lose();
                    return false;
                }
                damaged.headSet(number).clear();
                distrustNs = NONE;
            }
            endGap(ptsNs);
            soundNs = ptsNs;
            return true;
        }

        private void lose() {
            lost++;
            lostSinceSound++;
        }

        private void endGap(long ptsNs) {
            if (lostSinceSound > 0) {
                longestGapNs = Math.max(longestGapNs, ptsNs - (soundNs == NONE ? 0 : soundNs));
                lostSinceSound = 0;
            }
        }

        void ended(long ptsNs) {
            arrived(Long.MAX_VALUE);
            if (lostSinceSound > 0) {
                long tailNs = lostSinceSound * info.frameDurationNs();
                long startNs = soundNs == NONE ? 0 : soundNs;
                endGap(Math.max(ptsNs == NONE ? 0 : ptsNs, startNs + tailNs));
            }
        }
    }
}
