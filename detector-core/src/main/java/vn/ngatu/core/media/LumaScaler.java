package vn.ngatu.core.media;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Makes small grey copies of whole pictures, each pixel the mean of what it covers; the proportions are not kept. One
 * thread, owned by whoever made it.
 */
public final class LumaScaler implements AutoCloseable {

    private final int width;
    private final int height;
    private final int stride;
    private final BytePointer grey;
    private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(0, 0, 0, 0);
    private @Nullable SwsContext context;
    private FrameScaler.@Nullable Key key;
    private boolean closed;

    /** A scaler to {@code width} x {@code height} pixels. */
    public LumaScaler(int width, int height) {
        Ffmpeg.load();
        this.width = width;
        this.height = height;
        stride = (width + 127) & -64; // swscale's vector code may write past a row's end
        grey = new BytePointer((long) stride * height + 64);
        Ffmpeg.opened();
    }

    /** The stored picture before rotation, one byte per pixel, row by row. */
    public byte[] scale(Frame frame) {
        AVFrame picture = frame.raw();
        FrameScaler.Key wanted = FrameScaler.Key.of(picture, width, height);
        if (!wanted.equals(key) || context == null) {
            sws_freeContext(context);
            context = wanted.newContext(AV_PIX_FMT_GRAY8, SWS_AREA);
            key = wanted;
        }
        planes.put(0, grey);
        strides.put(0, stride);
        sws_scale(context, picture.data(), picture.linesize(), 0, picture.height(), planes, strides);
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++) {
            grey.position((long) y * stride).get(pixels, y * width, width);
        }
        grey.position(0);
        return pixels;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sws_freeContext(context);
            planes.close();
            strides.close();
            grey.close();
            Ffmpeg.closed();
        }
    }
}
