package vn.ngatu.core.view;

import vn.ngatu.core.media.RgbImage;

/** A small grey copy of a whole picture, {@value #WIDTH} x {@value #HEIGHT} pixels whatever its proportions. Immutable. */
public final class GreyPicture {

    /** Pixels across. */
    public static final int WIDTH = 320;

    /** Pixels down. */
    public static final int HEIGHT = 180;

    private final byte[] pixels;

    /** Takes over {@code WIDTH * HEIGHT} unsigned bytes, row by row. */
    public GreyPicture(byte[] pixels) {
        if (pixels.length != WIDTH * HEIGHT) {
            throw new IllegalArgumentException(
                    "grey picture: " + pixels.length + " bytes (expected: " + WIDTH * HEIGHT + ")");
        }
        this.pixels = pixels;
    }

    /** The small copy of a picture; each pixel is the mean of what it covers. */
    public static GreyPicture of(RgbImage image) {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                pixels[y * WIDTH + x] = (byte) Math.round(mean(image, x, y));
            }
        }
        return new GreyPicture(pixels);
    }

    private static double mean(RgbImage image, int x, int y) {
        int left = x * image.width() / WIDTH;
        int right = Math.max(left + 1, (x + 1) * image.width() / WIDTH);
        int top = y * image.height() / HEIGHT;
        int bottom = Math.max(top + 1, (y + 1) * image.height() / HEIGHT);
        double sum = 0;
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                int at = 3 * (row * image.width() + column);
                sum += 0.299 * (image.rgb()[at] & 255)
                        + 0.587 * (image.rgb()[at + 1] & 255)
                        + 0.114 * (image.rgb()[at + 2] & 255);
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    /** The brightness at a pixel, 0..255. */
    int at(int x, int y) {
        return pixels[y * WIDTH + x] & 255;
    }
}
