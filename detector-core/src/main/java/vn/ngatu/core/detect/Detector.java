package vn.ngatu.core.detect;

import java.util.List;
import vn.ngatu.core.media.TensorFrame;

/**
 * Finds the road users of a frame. One thread at a time; the owner closes it, which frees the model's native memory.
 */
public interface Detector extends AutoCloseable {

    /** What it runs: sizes, classes, thresholds and origin. */
    ModelInfo model();

    /**
     * The road users in {@code frame}, best score first, in pixels of the source picture and clipped to it. Scores start at
     * the model's low threshold; {@link ModelInfo#isCertain} tells which reach their class's own. The frame stays the
     * caller's and must have the model's input size.
     */
    List<Detection> detect(TensorFrame frame);

    @Override
    void close();
}
