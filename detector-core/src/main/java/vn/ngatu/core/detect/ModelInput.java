package vn.ngatu.core.detect;

/**
 * How a model wants its picture: a planar tensor {@code [1,3,height,width]}, letterboxed into the top-left corner, the rest
 * filled with {@link #FILL}.
 *
 * @param width in pixels
 * @param height in pixels
 * @param elements the tensor's number type
 * @param channels the order of the colour planes
 * @param divisor what the values 0..255 are divided by: 1 or 255
 */
public record ModelInput(int width, int height, Elements elements, Channels channels, int divisor) {

    /** The grey that fills the part of the tensor that no picture covers; what the frame scaler writes. */
    public static final int FILL = 114;

    /** The number type of an input tensor. */
    public enum Elements {
        FLOAT32,
        UINT8
    }

    /** The order of the colour planes in an input tensor. */
    public enum Channels {
        RGB,
        BGR
    }
}
