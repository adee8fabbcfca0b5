package vn.ngatu.core.media.demux;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;

import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVBitStreamFilter;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/** The parameter sets (SPS, PPS and their like) that a key frame carries. Any thread. */
final class ParameterSets {

    private ParameterSets() {}

    /** As extradata for decoders and containers; null when the packet carries none or the codec knows none. */
    static byte @Nullable [] of(AVStream stream, AVPacket key) {
        AVBitStreamFilter filter = av_bsf_get_by_name("extract_extradata");
        AVBSFContext context = new AVBSFContext(null);
        if (filter == null || filter.isNull() || av_bsf_alloc(filter, context) < 0) {
            return null;
        }
        AVPacket copy = av_packet_clone(key);
        try {
            avcodec_parameters_copy(context.par_in(), stream.codecpar());
            boolean filtered = av_bsf_init(context) >= 0
                    && av_bsf_send_packet(context, copy) >= 0
                    && av_bsf_receive_packet(context, copy) >= 0;
            return filtered ? extradata(copy) : null;
        } finally {
            av_packet_free(copy);
            av_bsf_free(context);
        }
    }

    private static byte @Nullable [] extradata(AVPacket packet) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, size);
            if (data == null || data.isNull()) {
                return null;
            }
            byte[] bytes = new byte[Math.toIntExact(size.get())];
            data.get(bytes);
            return bytes;
        }
    }
}
