package vn.ngatu.core.pipeline;

import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelInput;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameScaler;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TensorPool;

/** Detections that a model finds. Owns its scaler and its one tensor; the detector stays with its owner. */
public final class ModelDetections implements FrameDetections {

    private final Detector detector;
    private final FrameScaler scaler = new FrameScaler();
    private final TensorFrame tensor;

    /** Detections by {@code detector}, which must not be used elsewhere meanwhile. */
    public ModelDetections(Detector detector) {
        this.detector = detector;
        ModelInput input = detector.model().input();
        TensorFrame slot = new TensorPool(1, input.width(), input.height()).take();
        if (slot == null) {
            throw new AssertionError("a new pool of one slot has that slot");
        }
        this.tensor = slot;
    }

    @Override
    public List<Detection> of(Frame frame, StageClock clock) {
        scaler.scale(frame, tensor);
        clock.endOf(Stage.SCALE);
        List<Detection> detections = detector.detect(tensor);
        clock.endOf(Stage.INFER);
        return detections;
    }

    @Override
    public void close() {
        tensor.close();
        scaler.close();
    }
}
