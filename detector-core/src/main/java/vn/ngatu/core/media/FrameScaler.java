package vn.ngatu.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Scales decoded pictures straight into tensors: converted to RGB, shrunk or enlarged by one factor to fit, laid into the
 * top-left corner and filled up with 114. Rotated streams come out upright. One thread, owned by whoever made it.
 */
public final class FrameScaler implements AutoCloseable {

    /** The grey that fills the rest of the tensor, as detectors of the YOLO family are trained. */
    static final byte FILL = 114;

    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(0, 0, 0, 0);
    private BytePointer turning = new BytePointer(0);
    private byte[] fill = new byte[0];
    private @Nullable SwsContext context;
    private @Nullable Key key;
    private boolean closed;

    /** A scaler for any sizes; it keeps the native context of the sizes used last. */
    public FrameScaler() {
        Ffmpeg.load();
        Ffmpeg.opened();
    }

    /** Fills the tensor with the frame's picture; both stay with their owners. */
    public void scale(Frame frame, TensorFrame into) {
        into.describe(frame.width(), frame.height(), frame.index(), frame.time());
        int width = into.pictureWidth();
        int height = into.pictureHeight();
        AVFrame picture = frame.raw();
        if (frame.rotation() == 0) {
            scale(picture, width, height, into.pointer(), into.width(), into.width() * into.height());
        } else {
            scaleTurned(picture, frame.rotation(), into, width, height);
        }
        fillRest(into, width, height);
    }

    private void scale(AVFrame picture, int width, int height, BytePointer to, int stride, int planeSize) {
        Key wanted = Key.of(picture, width, height);
        if (!wanted.equals(key) || context == null) {
            sws_freeContext(context);
            context = wanted.newContext(AV_PIX_FMT_GBRP, SWS_FAST_BILINEAR);
            key = wanted;
        }
        // FFmpeg's planar RGB has its planes in the order green, blue, red.
        planes.put(0, to.getPointer(planeSize));
        planes.put(1, to.getPointer(2L * planeSize));
        planes.put(2, to);
        strides.put(0, stride).put(1, stride).put(2, stride);
        sws_scale(context, picture.data(), picture.linesize(), 0, picture.height(), planes, strides);
    }

    /** swscale can't turn pictures: scales to the stored orientation first. */
    private void scaleTurned(AVFrame picture, int rotation, TensorFrame into, int width, int height) {
        int storedWidth = rotation == 180 ? width : height;
        int storedHeight = rotation == 180 ? height : width;
        int planeSize = storedWidth * storedHeight;
        if (turning.capacity() < 3L * planeSize + 64) {
            turning.close();
            turning = new BytePointer(3L * planeSize + 64);
        }
        scale(picture, storedWidth, storedHeight, turning, storedWidth, planeSize);
        byte[] stored = new byte[3 * planeSize];
        turning.get(stored);
        byte[] row = new byte[width];
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fromX = rotation == 90 ? y : rotation == 180 ? storedWidth - 1 - x : storedWidth - 1 - y;
                    int fromY = rotation == 90 ? storedHeight - 1 - x : rotation == 180 ? storedHeight - 1 - y : x;
                    row[x] = stored[plane * planeSize + fromY * storedWidth + fromX];
                }
                into.data().put((plane * into.height() + y) * into.width(), row);
            }
        }
    }

    /** Comes after scaling, which may write past a row's end. */
    private void fillRest(TensorFrame tensor, int width, int height) {
        int across = tensor.width();
        int down = tensor.height();
        int below = across * (down - height);
        if (fill.length < Math.max(below, across)) {
            fill = new byte[Math.max(below, across)];
            Arrays.fill(fill, FILL);
        }
        ByteBuffer data = tensor.data();
        for (int plane = 0; plane < 3; plane++) {
            int start = plane * across * down;
            for (int y = 0; y < height && width < across; y++) {
                data.put(start + y * across + width, fill, 0, across - width);
            }
            data.put(start + height * across, fill, 0, below);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sws_freeContext(context);
            context = null;
            planes.close();
            strides.close();
            turning.close();
            Ffmpeg.closed();
        }
    }

    /** What a native context depends on. */
    record Key(int width, int height, int format, boolean fullRange, int colours, int toWidth, int toHeight) {

        static Key of(AVFrame from, int toWidth, int toHeight) {
            int format = from.format();
            boolean fullRange = from.color_range() == AVCOL_RANGE_JPEG || impliesFullRange(format);
            return new Key(from.width(), from.height(), format, fullRange, from.colorspace(), toWidth, toHeight);
        }

        private static boolean impliesFullRange(int format) {
            return format == AV_PIX_FMT_YUVJ420P
                    || format == AV_PIX_FMT_YUVJ422P
                    || format == AV_PIX_FMT_YUVJ444P
                    || format == AV_PIX_FMT_YUVJ440P
                    || format == AV_PIX_FMT_YUVJ411P;
        }

        /** A context to 8-bit RGB, owned by the caller; unstated colours count as BT.601, as in FFmpeg's own tools. */
        SwsContext newContext(int toFormat, int flags) {
            SwsContext made = sws_getContext(
                    width, height, format, toWidth, toHeight, toFormat, flags, null, null, (DoublePointer) null);
            if (made == null || made.isNull()) {
                throw new IllegalStateException("scaling " + this + " (expected: a format that FFmpeg can convert)");
            }
            sws_setColorspaceDetails(
                    made,
                    sws_getCoefficients(colours),
                    fullRange ? 1 : 0,
                    sws_getCoefficients(SWS_CS_DEFAULT),
                    1,
                    0,
                    1 << 16,
                    1 << 16);
            return made;
        }
    }
}
