package vn.ngatu.core.media;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import vn.ngatu.core.geom.Box;

/**
 * One decoded picture. Owned by whoever received it from {@link VideoDecoder} and closed by that owner, which hands its
 * native memory back to the decoder. Used by the decoder's thread only.
 */
public final class Frame implements AutoCloseable {

    private final VideoDecoder decoder;
    private final AVFrame picture;
    private final long index;
    private final long ptsNs;
    private final int rotation;
    private final boolean jump;
    private boolean closed;

    Frame(VideoDecoder decoder, AVFrame picture, long index, long ptsNs, int rotation, boolean jump) {
        this.decoder = decoder;
        this.picture = picture;
        this.index = index;
        this.ptsNs = ptsNs;
        this.rotation = rotation;
        this.jump = jump;
        Ffmpeg.opened();
    }

    /** The frame's number in the source, from 0; frames known to be lost are counted. */
    public long index() {
        return index;
    }

    /** Presentation time in nanoseconds since the stream's first frame; strictly increasing over a stream. */
    public long ptsNs() {
        return ptsNs;
    }

    /** Presentation time in seconds since the stream's first frame. */
    public double time() {
        return ptsNs / 1e9;
    }

    /** Whether the source's clock jumped before this frame: how much real time passed since the last is unknown. */
    public boolean jump() {
        return jump;
    }

    /** In pixels, after rotation. */
    public int width() {
        return upright() ? picture.width() : picture.height();
    }

    /** In pixels, after rotation. */
    public int height() {
        return upright() ? picture.height() : picture.width();
    }

    /** The whole picture at full resolution. */
    public RgbImage image() {
        return crop(new Box(0, 0, width(), height()));
    }

    /**
     * A region at full resolution; only the region is converted. The box is widened to whole pixels and clipped to the
     * picture; a box outside it yields an empty image.
     *
     * @param box in pixels of the rotated picture
     */
    public RgbImage crop(Box box) {
        Box inside = box.clip(width(), height());
        int left = (int) Math.floor(inside.left());
        int top = (int) Math.floor(inside.top());
        int cropWidth = (int) Math.ceil(inside.right()) - left;
        int cropHeight = (int) Math.ceil(inside.bottom()) - top;
        if (inside.area() <= 0) {
            return new RgbImage(0, 0, new byte[0]);
        }
        RegionConverter converter = decoder.converter();
        int storedWidth = picture.width();
        int storedHeight = picture.height();
        return switch (rotation) {
            case 90 ->
                converter
                        .convert(picture, top, storedHeight - left - cropWidth, cropHeight, cropWidth)
                        .turned(90);
            case 180 ->
                converter
                        .convert(
                                picture,
                                storedWidth - left - cropWidth,
                                storedHeight - top - cropHeight,
                                cropWidth,
                                cropHeight)
                        .turned(180);
            case 270 ->
                converter
                        .convert(picture, storedWidth - top - cropHeight, left, cropHeight, cropWidth)
                        .turned(270);
            default -> converter.convert(picture, left, top, cropWidth, cropHeight);
        };
    }

    private boolean upright() {
        return rotation % 180 == 0;
    }

    /** How far the stored picture must be turned clockwise, in degrees. */
    int rotation() {
        return rotation;
    }

    /** The stored picture, before rotation, still owned by this object. */
    AVFrame raw() {
        if (closed) {
            throw new IllegalStateException("frame " + index + ": closed (expected: open)");
        }
        return picture;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            decoder.recycle(picture);
            Ffmpeg.closed();
        }
    }
}
