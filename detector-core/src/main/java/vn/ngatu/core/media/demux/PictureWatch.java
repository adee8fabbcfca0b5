package vn.ngatu.core.media.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_close;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_parser_parse2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.StreamInfo;

/**
 * Notices from the key frames themselves that a live stream's pictures have another size than was told: the camera was
 * set differently, or its session description was wrong. Owned by its demuxer; the reading thread only.
 */
final class PictureWatch implements AutoCloseable {

    private static final int START_OF_FRAME = 0xC0;

    private final AVStream stream;
    private final AVCodecParserContext parser;
    private final AVCodecContext context;
    private final PointerPointer<BytePointer> out = new PointerPointer<>(1);
    private final IntPointer outSize = new IntPointer(1);

    private PictureWatch(AVStream stream, AVCodecParserContext parser) {
        this.stream = stream;
        this.parser = parser;
        parser.flags(parser.flags() | AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES);
        context = avcodec_alloc_context3(null);
        avcodec_parameters_to_context(context, stream.codecpar());
    }

    /** Null for a codec whose packets tell no size. */
    static @Nullable PictureWatch of(AVStream stream) {
        AVCodecParserContext parser = av_parser_init(stream.codecpar().codec_id());
        return parser == null || parser.isNull() ? null : new PictureWatch(stream, parser);
    }

    /** What the stream holds from this key frame on: {@code known} itself while nothing has changed. */
    StreamInfo infoAt(AVPacket key, StreamInfo known) {
        int width;
        int height;
        if (stream.codecpar().codec_id() == AV_CODEC_ID_MJPEG) {
            long size = jpegSize(key.data(), key.size());
            width = (int) (size & 0xffff);
            height = (int) (size >> 16);
        } else {
            av_parser_parse2(parser, context, out, outSize, key.data(), key.size(), AV_NOPTS_VALUE, AV_NOPTS_VALUE, -1);
            width = parser.width();
            height = parser.height();
        }
        boolean told = width > 0 && height > 0;
        boolean changed = told && (width != known.codedWidth() || height != known.codedHeight());
        return changed ? known.resized(width, height, ParameterSets.of(stream, key)) : known;
    }

    /** Height and width out of a JPEG's frame header, 16 bits each; 0 when there is none. */
    private static long jpegSize(BytePointer data, int size) {
        for (int at = 2; at + 9 < size && (data.get(at) & 0xff) == 0xff; ) {
            int marker = data.get(at + 1) & 0xff;
            if (marker >= START_OF_FRAME && marker <= START_OF_FRAME + 2) {
                return (long) bigEndian(data, at + 5) << 16 | bigEndian(data, at + 7);
            }
            at += 2 + bigEndian(data, at + 2);
        }
        return 0;
    }

    private static int bigEndian(BytePointer data, int at) {
        return (data.get(at) & 0xff) << 8 | data.get(at + 1) & 0xff;
    }

    @Override
    public void close() {
        av_parser_close(parser);
        avcodec_free_context(context);
        out.close();
        outSize.close();
    }
}
