package vn.ngatu.core.detect.djl;

import static java.util.Objects.requireNonNull;

import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TensorPool;

/** Makes single tensor frames. */
final class Tensors {

    private Tensors() {}

    /** A black tensor that says to show a source picture of the given size. */
    static TensorFrame of(int width, int height, int sourceWidth, int sourceHeight) {
        TensorFrame frame = requireNonNull(new TensorPool(1, width, height).take());
        frame.describe(sourceWidth, sourceHeight, 0, 0);
        return frame;
    }
}
