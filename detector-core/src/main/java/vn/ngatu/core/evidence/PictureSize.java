package vn.ngatu.core.evidence;

import vn.ngatu.core.media.StreamInfo;

/** The size of a picture in pixels. */
public record PictureSize(int width, int height) {

    /** Refuses sizes without pixels. */
    public PictureSize {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("picture: " + width + "x" + height + " (expected: > 0)");
        }
    }

    /** How pixels of this picture become pixels of a stream that shows the same view in another size. */
    PixelScale to(StreamInfo stream) {
        return new PixelScale((double) stream.width() / width, (double) stream.height() / height);
    }
}
