package vn.ngatu.core.view;

/**
 * The directions of a picture's edges, without their strength or sign, so that light hardly changes them. Each pixel holds
 * the cosine and sine of twice its edge's angle, fading to nothing where there is no edge. Immutable; pure.
 */
final class EdgeField {

    // An edge of this many grey levels over two pixels counts half.
    private static final float HALF = 24;

    final int width;
    final int height;
    final float[] cos;
    final float[] sin;

    private EdgeField(int width, int height) {
        this.width = width;
        this.height = height;
        cos = new float[width * height];
        sin = new float[width * height];
    }

    /** The edges of {@code picture} at its own size, or at half of it. */
    static EdgeField of(GreyPicture picture, boolean half) {
        int factor = half ? 2 : 1;
        int width = GreyPicture.WIDTH / factor;
        int height = GreyPicture.HEIGHT / factor;
        float[] grey = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                grey[y * width + x] = half
                        ? (picture.at(2 * x, 2 * y)
                                        + picture.at(2 * x + 1, 2 * y)
                                        + picture.at(2 * x, 2 * y + 1)
                                        + picture.at(2 * x + 1, 2 * y + 1))
                                / 4f
                        : picture.at(x, y);
            }
        }
        EdgeField field = new EdgeField(width, height);
        field.fill(grey);
        return field;
    }

    private void fill(float[] grey) {
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                float across = grey[at + 1] - grey[at - 1];
                float down = grey[at + width] - grey[at - width];
                float square = across * across + down * down;
                // (a + ib)^2 / |.|^2 is the doubled angle; the fraction behind it the certainty of there being an edge.
                float weight = square < 1 ? 0 : 1 / (square + HALF * HALF);
                cos[at] = (across * across - down * down) * weight;
                sin[at] = 2 * across * down * weight;
            }
        }
    }
}
