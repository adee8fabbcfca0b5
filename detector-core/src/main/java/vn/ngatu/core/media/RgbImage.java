package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;

/** A picture on the heap: interleaved red, green, blue, one byte each, rows from the top without padding. */
public final class RgbImage {

    private final int width;
    private final int height;
    private final byte[] rgb;

    /** Takes over the bytes; refuses an array that doesn't fit the size. */
    public RgbImage(int width, int height, byte[] rgb) {
        requireNonNull(rgb, "rgb");
        if (width < 0 || height < 0 || rgb.length != 3 * width * height) {
            throw new IllegalArgumentException("image: " + width + "x" + height + " with " + rgb.length
                    + " bytes (expected: 3 bytes for each pixel)");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** The bytes themselves, not a copy: pixel (x, y) starts at {@code 3 * (y * width + x)}. */
    public byte[] rgb() {
        return rgb;
    }

    /** The picture turned clockwise by 0, 90, 180 or 270 degrees; itself for 0. */
    RgbImage turned(int degrees) {
        if (degrees == 0) {
            return this;
        }
        boolean upright = degrees == 180;
        int turnedWidth = upright ? width : height;
        int turnedHeight = upright ? height : width;
        byte[] turned = new byte[rgb.length];
        for (int y = 0, to = 0; y < turnedHeight; y++) {
            for (int x = 0; x < turnedWidth; x++, to += 3) {
                int fromX = degrees == 90 ? y : degrees == 180 ? width - 1 - x : width - 1 - y;
                int fromY = degrees == 90 ? height - 1 - x : degrees == 180 ? height - 1 - y : x;
                System.arraycopy(rgb, 3 * (fromY * width + fromX), turned, to, 3);
            }
        }
        return new RgbImage(turnedWidth, turnedHeight, turned);
    }
}
