package vn.ngatu.core.detect;

/** Takes the boxes that an {@link OutputLayout} reads from a model's output. */
interface BoxSink {

    /** One box by its corners in pixels of the model's input, unchecked: NaN and inverted boxes included. */
    void box(double left, double top, double right, double bottom, double score, int classIndex);
}
