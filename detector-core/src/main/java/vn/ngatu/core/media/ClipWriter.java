package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_ref;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Writes packets into a video file as they are, never re-encoded. Stateless; any thread.
 *
 * <p>H.264, H.265 (tagged {@code hvc1}, without which Safari refuses it), AV1 and VP9 become MP4 with the index in front;
 * VP8, which MP4 can't hold, becomes WebM; all of these play in browsers. MPEG-4 part 2 and MJPEG become MP4 too, which
 * desktop players show and browsers don't ({@link #playsInBrowsers}): showing them there would need re-encoding, and the
 * clip would no longer be what the camera sent.
 */
public final class ClipWriter {

    private static final int HVC1 = 'h' | 'v' << 8 | 'c' << 16 | '1' << 24;

    private ClipWriter() {}

    /** The ending of the clip's file name with its dot: {@code .mp4}, or {@code .webm} for VP8. */
    public static String suffix(StreamInfo info) {
        return info.codecId() == AV_CODEC_ID_VP8 ? ".webm" : ".mp4";
    }

    /** Whether browsers can play the stream's clips. */
    public static boolean playsInBrowsers(StreamInfo info) {
        int codec = info.codecId();
        return codec == AV_CODEC_ID_H264
                || codec == AV_CODEC_ID_HEVC
                || codec == AV_CODEC_ID_VP8
                || codec == AV_CODEC_ID_VP9
                || codec == AV_CODEC_ID_AV1;
    }

    /**
     * Writes a file that is either whole or not there.
     *
     * @param packets at least one, starting on a key frame; stay with their owner
     * @param file in a folder that exists; replaced if there; named with {@link #suffix}
     * @return which stretch of the stream the file holds
     */
    public static Clip write(PacketRing.Snapshot packets, Path file) throws MediaException {
        Ffmpeg.load();
        if (packets.packets().isEmpty()) {
            throw new MediaException(file + ": no packets for a clip (expected: at least one)");
        }
        Path name = requireNonNull(file.getFileName(), "file name");
        Path unfinished = file.toAbsolutePath().resolveSibling("." + name + ".part");
        try {
            try (Muxer muxer = new Muxer(packets.info(), file, unfinished)) {
                muxer.write(packets.packets());
            }
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (MediaException e) {
            throw e;
        } catch (IOException e) {
            throw new MediaException(
                    file + ": can't be written: " + e.getMessage() + " (expected: a writable folder)", e);
        } finally {
            deleteQuietly(unfinished);
        }
        return clip(packets);
    }

    private static Clip clip(PacketRing.Snapshot packets) {
        long end = Long.MIN_VALUE;
        for (Packet packet : packets.packets()) {
            end = Math.max(end, time(packet));
        }
        return new Clip(time(packets.packets().get(0)), end, packets.packets().size());
    }

    private static long time(Packet packet) {
        return packet.ptsNs() == Packet.NO_PTS ? packet.dtsNs() : packet.ptsNs();
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /**
     * The stretch of a stream that a file holds.
     *
     * @param startNs the stream's presentation time at which the file's clock shows zero
     * @param endNs the stream's presentation time of the last frame
     * @param packets how many packets it holds
     */
    public record Clip(long startNs, long endNs, int packets) {}

    /** One file being written. */
    private static final class Muxer implements AutoCloseable {
        private final StreamInfo info;
        private final Path file;
        private final AVFormatContext context = new AVFormatContext(null);
        private final AVPacket packet = av_packet_alloc();
        private final AVStream stream;

        Muxer(StreamInfo info, Path file, Path unfinished) throws MediaException {
            this.info = info;
            this.file = file;
            Ffmpeg.opened();
            String format = suffix(info).substring(1);
            String url = "file:" + unfinished;
            try {
                check(avformat_alloc_output_context2(context, (AVOutputFormat) null, format, url));
                stream = avformat_new_stream(context, null);
                AVCodecParameters parameters = info.newParameters();
                avcodec_parameters_copy(stream.codecpar(), parameters);
                avcodec_parameters_free(parameters);
                stream.codecpar().codec_tag(info.codecId() == AV_CODEC_ID_HEVC ? HVC1 : 0);
                try (AVRational timeBase = info.timeBase()) {
                    stream.time_base(timeBase);
                }
                AVIOContext io = new AVIOContext(null);
                check(avio_open(io, url, AVIO_FLAG_WRITE));
                context.pb(io);
                writeHeader();
            } catch (MediaException e) {
                close();
                throw e;
            }
        }

        private void writeHeader() throws MediaException {
            AVDictionary options = new AVDictionary(null);
            av_dict_set(options, "movflags", "+faststart", 0);
            int code = avformat_write_header(context, options);
            av_dict_free(options);
            check(code);
        }

        void write(List<Packet> packets) throws MediaException {
            long start = time(packets.get(0));
            for (Packet each : packets) {
                av_packet_ref(packet, each.raw());
                packet.stream_index(0).pts(time(each) - start).dts(each.dtsNs() - start);
                if (packet.duration() <= 0) {
                    packet.duration(info.frameDurationNs());
                }
                av_packet_rescale_ts(packet, Ffmpeg.NANOSECOND, stream.time_base());
                check(av_interleaved_write_frame(context, packet));
            }
            check(av_write_trailer(context));
        }

        private void check(int code) throws MediaException {
            if (code < 0) {
                throw new MediaException(file + ": " + info.codec() + " can't be written as "
                        + suffix(info).substring(1) + ": " + Ffmpeg.errorText(code)
                        + " (expected: a writable file with room on the disk)");
            }
        }

        @Override
        public void close() {
            if (!context.isNull()) {
                AVIOContext io = context.pb();
                if (io != null && !io.isNull()) {
                    avio_closep(io);
                    context.pb(null);
                }
                avformat_free_context(context);
                context.setNull();
            }
            av_packet_free(packet);
            Ffmpeg.closed();
        }
    }
}
