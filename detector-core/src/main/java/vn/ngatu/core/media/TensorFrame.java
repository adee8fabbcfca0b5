package vn.ngatu.core.media;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/**
 * One picture as a detector takes it: a slot of a {@link TensorPool}, owned by whoever took it until closed, which hands
 * it back. Planar red, green, blue (NCHW with N = 1), one unsigned byte each, in a direct buffer of the model's size; the
 * picture lies in the top-left corner and 114 fills the rest. One thread at a time.
 */
public final class TensorFrame implements AutoCloseable {

    // swscale's vector code may write past a row's end.
    private static final int PADDING = 64;

    private final TensorPool pool;
    private final int width;
    private final int height;
    private final ByteBuffer data;
    private final BytePointer pointer;
    private boolean taken;
    private int sourceWidth;
    private int sourceHeight;
    private double scale = 1;
    private long index;
    private double time;

    TensorFrame(TensorPool pool, int width, int height) {
        this.pool = pool;
        this.width = width;
        this.height = height;
        int size = 3 * width * height;
        ByteBuffer all = ByteBuffer.allocateDirect(size + 2 * PADDING).alignedSlice(PADDING);
        data = all.slice(0, size);
        pointer = new BytePointer(all);
    }

    /** The {@code 3 * width * height} bytes; position 0, the same buffer for the life of the slot. */
    public ByteBuffer data() {
        return data;
    }

    /** The model's width in pixels. */
    public int width() {
        return width;
    }

    /** The model's height in pixels. */
    public int height() {
        return height;
    }

    /** Tensor pixels per source pixel: divide a detection's coordinates by it. */
    public double scale() {
        return scale;
    }

    /** The width of the source picture in pixels. */
    public int sourceWidth() {
        return sourceWidth;
    }

    /** The height of the source picture in pixels. */
    public int sourceHeight() {
        return sourceHeight;
    }

    /** The number of the source's frame, from 0. */
    public long index() {
        return index;
    }

    /** The frame's presentation time, seconds since the stream's first frame. */
    public double time() {
        return time;
    }

    /** Says which picture the slot holds now; {@link FrameScaler} does so, and whoever fills {@link #data} by hand. */
    public void describe(int newSourceWidth, int newSourceHeight, long newIndex, double newTime) {
        if (newSourceWidth <= 0 || newSourceHeight <= 0) {
            throw new IllegalArgumentException(
                    "source picture: " + newSourceWidth + "x" + newSourceHeight + " (expected: > 0)");
        }
        sourceWidth = newSourceWidth;
        sourceHeight = newSourceHeight;
        scale = Math.min((double) width / newSourceWidth, (double) height / newSourceHeight);
        index = newIndex;
        time = newTime;
    }

    /** The width in pixels that the scaled picture takes. */
    int pictureWidth() {
        return (int) Math.max(1, Math.min(width, Math.round(sourceWidth * scale)));
    }

    /** The height in pixels that the scaled picture takes. */
    int pictureHeight() {
        return (int) Math.max(1, Math.min(height, Math.round(sourceHeight * scale)));
    }

    /** The native address of {@link #data}, with room to spare behind it. */
    BytePointer pointer() {
        return pointer;
    }

    void take() {
        taken = true;
        Ffmpeg.opened();
    }

    /** Hands the slot back to its pool; harmless when repeated before the slot is taken again. */
    @Override
    public void close() {
        synchronized (pool) {
            if (taken) {
                taken = false;
                Ffmpeg.closed();
                pool.give(this);
            }
        }
    }
}
