package vn.ngatu.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_CROP_UNALIGNED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_apply_cropping;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Turns regions of decoded pictures into RGB at full resolution. Converts the region alone, with a margin so that its edge
 * has the same colours as in the whole picture. Keeps one native context per region size, the few used last. One thread,
 * owned by the decoder.
 */
final class RegionConverter implements AutoCloseable {

    private static final int FLAGS = SWS_BILINEAR | SWS_FULL_CHR_H_INT | SWS_ACCURATE_RND;
    private static final int CONTEXTS = 16;
    // Chroma planes are coarser by up to 4 across and down, and interpolation looks at neighbours.
    private static final int MARGIN = 8;
    // swscale's vector code may write past a row's end.
    private static final int ROW_PADDING = 64;

    private final Map<FrameScaler.Key, SwsContext> contexts = new LinkedHashMap<>(CONTEXTS, 0.75f, true);
    private final AVFrame region = av_frame_alloc();
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(0, 0, 0, 0);
    private BytePointer rgb = new BytePointer(0);

    RegionConverter() {
        Ffmpeg.opened();
    }

    /** The region of the stored picture that starts at (left, top); it must lie inside the picture. */
    RgbImage convert(AVFrame picture, int left, int top, int width, int height) {
        int outerLeft = Math.max(0, left - MARGIN) & -MARGIN;
        int outerTop = Math.max(0, top - MARGIN) & -MARGIN;
        int outerRight = Math.min(picture.width(), (left + width + 2 * MARGIN - 1) & -MARGIN);
        int outerBottom = Math.min(picture.height(), (top + height + 2 * MARGIN - 1) & -MARGIN);
        int outerWidth = outerRight - outerLeft;
        int outerHeight = outerBottom - outerTop;
        int stride = (3 * outerWidth + 2 * ROW_PADDING - 1) & -ROW_PADDING;
        try {
            av_frame_ref(region, picture);
            region.crop_left(outerLeft).crop_top(outerTop);
            region.crop_right(picture.width() - outerRight).crop_bottom(picture.height() - outerBottom);
            av_frame_apply_cropping(region, AV_FRAME_CROP_UNALIGNED);
            reserve((long) stride * outerHeight + ROW_PADDING);
            planes.put(0, rgb);
            strides.put(0, stride);
            sws_scale(context(region), region.data(), region.linesize(), 0, outerHeight, planes, strides);
        } finally {
            av_frame_unref(region);
        }
        byte[] bytes = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            long from = (long) (top - outerTop + y) * stride + 3L * (left - outerLeft);
            rgb.position(from).get(bytes, 3 * width * y, 3 * width);
        }
        rgb.position(0);
        return new RgbImage(width, height, bytes);
    }

    private SwsContext context(AVFrame from) {
        FrameScaler.Key key = FrameScaler.Key.of(from, from.width(), from.height());
        SwsContext known = contexts.get(key);
        if (known != null) {
            return known;
        }
        if (contexts.size() >= CONTEXTS) {
            var oldest = contexts.entrySet().iterator();
            sws_freeContext(oldest.next().getValue());
            oldest.remove();
        }
        SwsContext made = key.newContext(AV_PIX_FMT_RGB24, FLAGS);
        contexts.put(key, made);
        return made;
    }

    private void reserve(long bytes) {
        if (rgb.capacity() < bytes) {
            rgb.close();
            rgb = new BytePointer(bytes);
        }
    }

    @Override
    public void close() {
        contexts.values().forEach(context -> sws_freeContext(context));
        contexts.clear();
        av_frame_free(region);
        planes.close();
        strides.close();
        rgb.close();
        Ffmpeg.closed();
    }
}
