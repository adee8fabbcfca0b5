package vn.ngatu.core.pipeline;

import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.media.Frame;

/** Where the detections of a decoded frame come from: a model or a table. One thread; owned by the pipeline's owner. */
public interface FrameDetections extends AutoCloseable {

    /** The road users in {@code frame}, which stays the caller's; CPU time is booked on {@code clock}. */
    List<Detection> of(Frame frame, StageClock clock);

    @Override
    void close();
}
