package vn.ngatu.core.media;

import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Makes clips whose pictures tell their number: sixteen cells, four across and four down, of which the first twelve are
 * white or black after the bits of the number and the last row is red, green, blue and a grey that moves with time.
 */
public final class TestClips {

    private final Path file;
    private String encoder = "libopenh264";
    private int format = AV_PIX_FMT_YUV420P;
    private int width = 320;
    private int height = 192;
    private int frames = 50;
    private int rate = 25;
    private int gop = 10;
    private int reordered;
    private int rotation;
    private boolean fullRange;
    private @Nullable IntFunction<byte[]> pictures;
    private LongUnaryOperator milliseconds = number -> number * 1000 / rate;

    private TestClips(Path file) {
        this.file = file;
    }

    /** A clip of 50 frames, 320x192, 25 per second, H.264 with a key frame every 10; the file's ending says the container. */
    public static TestClips at(Path file) {
        return new TestClips(file);
    }

    /** FFmpeg's name of the encoder. */
    public TestClips encoder(String name) {
        encoder = name;
        return this;
    }

    /** FFmpeg's pixel format. */
    public TestClips format(int pixelFormat, boolean full) {
        format = pixelFormat;
        fullRange = full;
        return this;
    }

    /** The size as it is meant to be seen, after rotation. */
    public TestClips size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    /** The number of frames and of frames between key frames. */
    public TestClips frames(int count, int betweenKeys) {
        frames = count;
        gop = betweenKeys;
        return this;
    }

    /** How many frames may be coded out of order (B-frames). */
    public TestClips reordered(int count) {
        reordered = count;
        return this;
    }

    /** Stores the pictures turned and tells players to turn them clockwise by so many degrees. */
    public TestClips rotation(int degrees) {
        rotation = degrees;
        return this;
    }

    /** The presentation time of each frame by its number, in milliseconds; also asked for small negative numbers. */
    public TestClips times(LongUnaryOperator newMilliseconds) {
        milliseconds = newMilliseconds;
        return this;
    }

    /** Shows pictures of its own instead of numbers: rows of red, green and blue bytes by the frame's number. */
    public TestClips pictures(IntFunction<byte[]> newPictures) {
        pictures = newPictures;
        return this;
    }

    /** The number that the picture tells. */
    public static int numberIn(RgbImage image) {
        int number = 0;
        for (int bit = 0; bit < 12; bit++) {
            int[] colour = cellIn(image, bit);
            number |= colour[1] > 127 ? 1 << bit : 0;
        }
        return number;
    }

    /** Red, green and blue at the middle of a cell, of which 12 is red, 13 green, 14 blue. */
    public static int[] cellIn(RgbImage image, int cell) {
        int x = (2 * (cell % 4) + 1) * image.width() / 8;
        int y = (2 * (cell / 4) + 1) * image.height() / 8;
        int at = 3 * (y * image.width() + x);
        return new int[] {image.rgb()[at] & 255, image.rgb()[at + 1] & 255, image.rgb()[at + 2] & 255};
    }

    private static int colour(int cell, int number) {
        return switch (cell) {
            case 12 -> 0xC00000;
            case 13 -> 0x00C000;
            case 14 -> 0x0000C0;
            case 15 -> 0x010101 * (number * 8 % 256);
            default -> (number >> cell & 1) == 1 ? 0xE0E0E0 : 0x202020;
        };
    }

    /** Writes the clip. */
    public Path write() {
        Ffmpeg.load();
        try (Encoding encoding = new Encoding()) {
            encoding.run();
        }
        return file;
    }

    private static int ok(int code) {
        if (code < 0) {
            throw new IllegalStateException(Ffmpeg.errorText(code));
        }
        return code;
    }

    /** One clip being written. */
    private final class Encoding implements AutoCloseable {
        private final boolean upright = rotation % 180 == 0;
        private final int storedWidth = upright ? width : height;
        private final int storedHeight = upright ? height : width;
        private final AVFormatContext output = new AVFormatContext(null);
        private final AVCodecContext context;
        private final AVStream stream;
        private final AVPacket packet = av_packet_alloc();
        private final AVFrame picture = av_frame_alloc();
        private final BytePointer rgb = new BytePointer(3L * width * height + 64);
        private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
        private final IntPointer strides = new IntPointer(3 * storedWidth, 0, 0, 0);
        private final SwsContext scaler;
        private final AVRational millisecond = av_make_q(1, 1000);

        Encoding() {
            AVCodec codec = avcodec_find_encoder_by_name(encoder);
            if (codec == null) {
                throw new IllegalStateException("encoder " + encoder + " (expected: one in this build of FFmpeg)");
            }
            ok(avformat_alloc_output_context2(output, (AVOutputFormat) null, (String) null, "file:" + file));
            context = avcodec_alloc_context3(codec);
            context.width(storedWidth)
                    .height(storedHeight)
                    .pix_fmt(format)
                    .gop_size(gop)
                    .max_b_frames(reordered);
            context.time_base().num(1).den(rate);
            context.framerate().num(rate).den(1);
            context.bit_rate(2_000_000).thread_count(1).strict_std_compliance(FF_COMPLIANCE_UNOFFICIAL);
            context.color_range(fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
            if ((output.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
                context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
            }
            ok(avcodec_open2(context, codec, (AVDictionary) null));
            stream = avformat_new_stream(output, null);
            ok(avcodec_parameters_from_context(stream.codecpar(), context));
            stream.time_base(millisecond);
            stream.avg_frame_rate().num(rate).den(1);
            rotate();
            if ((output.oformat().flags() & AVFMT_NOFILE) == 0) {
                AVIOContext io = new AVIOContext(null);
                ok(avio_open(io, "file:" + file, AVIO_FLAG_WRITE));
                output.pb(io);
            }
            ok(avformat_write_header(output, (AVDictionary) null));
            picture.width(storedWidth).height(storedHeight).format(format).color_range(context.color_range());
            ok(av_frame_get_buffer(picture, 0));
            scaler = scaler();
        }

        private SwsContext scaler() {
            SwsContext made = sws_getContext(
                    storedWidth,
                    storedHeight,
                    AV_PIX_FMT_RGB24,
                    storedWidth,
                    storedHeight,
                    format,
                    SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP,
                    null,
                    null,
                    (DoublePointer) null);
            IntPointer usual = sws_getCoefficients(SWS_CS_DEFAULT);
            sws_setColorspaceDetails(made, usual, 1, usual, fullRange ? 1 : 0, 0, 1 << 16, 1 << 16);
            return made;
        }

        private void rotate() {
            if (rotation != 0) {
                int[] count = {0};
                AVPacketSideData list = new AVPacketSideData(null);
                AVPacketSideData matrix = av_packet_side_data_new(list, count, AV_PKT_DATA_DISPLAYMATRIX, 36, 0);
                av_display_rotation_set(new IntPointer(matrix.data()), rotation);
                stream.codecpar().coded_side_data(list).nb_coded_side_data(count[0]);
            }
        }

        void run() {
            for (int number = 0; number < frames; number++) {
                av_frame_make_writable(picture);
                draw(number);
                picture.pts(number).pict_type(AV_PICTURE_TYPE_NONE);
                ok(avcodec_send_frame(context, picture));
                drain();
            }
            ok(avcodec_send_frame(context, null));
            drain();
            ok(av_write_trailer(output));
        }

        private void draw(int number) {
            rgb.put(pictures == null ? numbered(number) : pictures.apply(number));
            planes.put(0, rgb);
            sws_scale(scaler, planes, strides, 0, storedHeight, picture.data(), picture.linesize());
        }

        private byte[] numbered(int number) {
            byte[] bytes = new byte[3 * width * height];
            for (int y = 0, to = 0; y < storedHeight; y++) {
                for (int x = 0; x < storedWidth; x++, to += 3) {
                    int seenX =
                            rotation == 0 ? x : rotation == 90 ? width - 1 - y : rotation == 180 ? width - 1 - x : y;
                    int seenY =
                            rotation == 0 ? y : rotation == 90 ? x : rotation == 180 ? height - 1 - y : height - 1 - x;
                    int colour = colour(4 * (4 * seenY / height) + 4 * seenX / width, number);
                    bytes[to] = (byte) (colour >> 16);
                    bytes[to + 1] = (byte) (colour >> 8);
                    bytes[to + 2] = (byte) colour;
                }
            }
            return bytes;
        }

        private void drain() {
            while (avcodec_receive_packet(context, packet) >= 0) {
                packet.pts(milliseconds.applyAsLong(packet.pts())).dts(milliseconds.applyAsLong(packet.dts()));
                packet.duration(0).stream_index(0);
                av_packet_rescale_ts(packet, millisecond, stream.time_base());
                ok(av_interleaved_write_frame(output, packet));
            }
        }

        @Override
        public void close() {
            if (output.pb() != null && !output.pb().isNull()) {
                avio_closep(output.pb());
            }
            avformat_free_context(output);
            avcodec_free_context(context);
            av_packet_free(packet);
            av_frame_free(picture);
            sws_freeContext(scaler);
            rgb.close();
            planes.close();
            strides.close();
            millisecond.close();
        }
    }
}
