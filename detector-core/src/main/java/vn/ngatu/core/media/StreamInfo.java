package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_new;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_profile_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/**
 * What a video stream holds and how to decode it, kept on the heap: it outlives the source it came from and has nothing
 * to close. Immutable.
 */
public final class StreamInfo {

    /** A higher rate is the clock's, which FFmpeg tells where it knows no other. */
    private static final double FASTEST = 1000;

    private final String name;
    private final int width;
    private final int height;
    private final int rotation;
    private final double frameRate;
    private final long durationNs;
    private final long frames;
    private final int timeBaseNumerator;
    private final int timeBaseDenominator;
    private final CodecFields codec;
    private final byte[] extradata;

    /**
     * Of a stream that FFmpeg has opened.
     *
     * @param name what messages call it: the file or the camera
     * @param stream read now and not kept
     */
    public StreamInfo(String name, AVStream stream) {
        this.name = requireNonNull(name, "name");
        AVCodecParameters parameters = stream.codecpar();
        codec = CodecFields.of(parameters);
        width = parameters.width();
        height = parameters.height();
        rotation = rotationOf(parameters);
        frameRate = frameRateOf(stream);
        long duration = stream.duration();
        durationNs = duration == AV_NOPTS_VALUE ? 0 : av_rescale_q(duration, stream.time_base(), Ffmpeg.NANOSECOND);
        frames = Math.max(0, stream.nb_frames());
        timeBaseNumerator = stream.time_base().num();
        timeBaseDenominator = stream.time_base().den();
        extradata = new byte[parameters.extradata_size()];
        if (extradata.length > 0) {
            parameters.extradata().get(extradata);
        }
    }

    private StreamInfo(StreamInfo from, int newWidth, int newHeight, byte[] newExtradata) {
        name = from.name;
        codec = from.codec;
        width = newWidth;
        height = newHeight;
        rotation = from.rotation;
        frameRate = from.frameRate;
        durationNs = from.durationNs;
        frames = from.frames;
        timeBaseNumerator = from.timeBaseNumerator;
        timeBaseDenominator = from.timeBaseDenominator;
        extradata = newExtradata;
    }

    /**
     * The same stream after its pictures changed their size.
     *
     * @param newExtradata the codec's new parameter sets; null where it has none apart from the packets
     */
    public StreamInfo resized(int newWidth, int newHeight, byte @Nullable [] newExtradata) {
        return new StreamInfo(this, newWidth, newHeight, newExtradata == null ? extradata : newExtradata.clone());
    }

    private static int rotationOf(AVCodecParameters parameters) {
        AVPacketSideData matrix = av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull() || matrix.size() < 36) {
            return 0;
        }
        // FFmpeg tells the turn counter-clockwise here, and takes it clockwise when asked to set one; NaN (a matrix
        // that mirrors onto a line) becomes 0.
        double degrees = -av_display_rotation_get(new IntPointer(matrix.data()));
        return Math.floorMod(Math.round(degrees / 90) * 90, 360);
    }

    private static double frameRateOf(AVStream stream) {
        AVRational average = stream.avg_frame_rate();
        AVRational guessed = stream.r_frame_rate();
        double rate = average.num() > 0 && average.den() > 0
                ? av_q2d(average)
                : guessed.num() > 0 && guessed.den() > 0 ? av_q2d(guessed) : 0;
        return rate <= FASTEST ? rate : 0;
    }

    /** What messages call the stream: the file or the camera. */
    public String name() {
        return name;
    }

    /** The codec's short name, such as {@code h264}, {@code hevc} or {@code mjpeg}. */
    public String codec() {
        return avcodec_get_name(codec.id).getString();
    }

    /** The picture's width in pixels as it is meant to be seen, after rotation; a later frame may differ. */
    public int width() {
        return rotation % 180 == 0 ? width : height;
    }

    /** The picture's height in pixels as it is meant to be seen, after rotation; a later frame may differ. */
    public int height() {
        return rotation % 180 == 0 ? height : width;
    }

    /** How far to turn decoded pictures clockwise: 0, 90, 180 or 270 degrees. */
    public int rotation() {
        return rotation;
    }

    /** Average frames per second as the container tells it; 0 when unknown. */
    public double frameRate() {
        return frameRate;
    }

    /** How long one frame stands on average, in nanoseconds; 40 ms when the rate is unknown. */
    public long frameDurationNs() {
        return frameRate > 0 ? Math.max(1, Math.round(1e9 / frameRate)) : 40_000_000;
    }

    /** The stream's length in nanoseconds as the container tells it; 0 when unknown. */
    public long durationNs() {
        return durationNs;
    }

    /** How many frames the container tells of; 0 when unknown. */
    public long frames() {
        return frames;
    }

    /** The codec's profile, such as {@code High}; empty when not told. */
    public String profile() {
        BytePointer profile = avcodec_profile_name(codec.id, codec.profile);
        return profile == null || profile.isNull() ? "" : profile.getString();
    }

    /** The width in which pictures are stored, before rotation. */
    public int codedWidth() {
        return width;
    }

    /** The height in which pictures are stored, before rotation. */
    public int codedHeight() {
        return height;
    }

    /** A copy of the codec's parameter sets as the container keeps them; empty when it keeps none. */
    public byte[] extradata() {
        return extradata.clone();
    }

    /** FFmpeg's number of the codec. */
    public int codecId() {
        return codec.id;
    }

    /** Whether packets of both streams can be decoded, and written into one file, as one stream. */
    public boolean codedLike(StreamInfo other) {
        return this == other
                || codec.id == other.codec.id
                        && codec.format == other.codec.format
                        && width == other.width
                        && height == other.height
                        && rotation == other.rotation
                        && timeBaseNumerator == other.timeBaseNumerator
                        && timeBaseDenominator == other.timeBaseDenominator
                        && Arrays.equals(extradata, other.extradata);
    }

    /** Whether packets may come in another order than pictures, as far as the container tells. */
    public boolean reorders() {
        return codec.videoDelay > 0;
    }

    /** The time base the stream came with, as a new native rational that the garbage collector may free. */
    AVRational timeBase() {
        return av_make_q(timeBaseNumerator, timeBaseDenominator);
    }

    /** FFmpeg's parameters of the stream, extradata and rotation included; the caller owns and frees them. */
    AVCodecParameters newParameters() {
        AVCodecParameters parameters = avcodec_parameters_alloc();
        codec.into(parameters);
        parameters.codec_type(AVMEDIA_TYPE_VIDEO).width(width).height(height);
        if (extradata.length > 0) {
            BytePointer copy = new BytePointer(av_mallocz(extradata.length + AV_INPUT_BUFFER_PADDING_SIZE));
            copy.put(extradata);
            parameters.extradata(copy).extradata_size(extradata.length);
        }
        if (rotation != 0) {
            addRotation(parameters);
        }
        return parameters;
    }

    private void addRotation(AVCodecParameters parameters) {
        int[] count = {0};
        AVPacketSideData list = new AVPacketSideData(null);
        AVPacketSideData matrix = av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
        av_display_rotation_set(new IntPointer(matrix.data()), rotation);
        parameters.coded_side_data(list).nb_coded_side_data(count[0]);
    }

    /** The plain numbers of FFmpeg's codec parameters. */
    private record CodecFields(
            int id,
            int tag,
            int format,
            long bitRate,
            int codedBits,
            int rawBits,
            int profile,
            int level,
            int fieldOrder,
            int colorRange,
            int colorPrimaries,
            int colorTransfer,
            int colorSpace,
            int chromaLocation,
            int videoDelay,
            int aspectNumerator,
            int aspectDenominator) {

        static CodecFields of(AVCodecParameters from) {
            return new CodecFields(
                    from.codec_id(),
                    from.codec_tag(),
                    from.format(),
                    from.bit_rate(),
                    from.bits_per_coded_sample(),
                    from.bits_per_raw_sample(),
                    from.profile(),
                    from.level(),
                    from.field_order(),
                    from.color_range(),
                    from.color_primaries(),
                    from.color_trc(),
                    from.color_space(),
                    from.chroma_location(),
                    from.video_delay(),
                    from.sample_aspect_ratio().num(),
                    from.sample_aspect_ratio().den());
        }

        void into(AVCodecParameters to) {
            to.codec_id(id).codec_tag(tag).format(format).bit_rate(bitRate);
            to.bits_per_coded_sample(codedBits).bits_per_raw_sample(rawBits);
            to.profile(profile).level(level).field_order(fieldOrder);
            to.color_range(colorRange).color_primaries(colorPrimaries).color_trc(colorTransfer);
            to.color_space(colorSpace).chroma_location(chromaLocation).video_delay(videoDelay);
            to.sample_aspect_ratio().num(aspectNumerator).den(aspectDenominator);
        }
    }
}
