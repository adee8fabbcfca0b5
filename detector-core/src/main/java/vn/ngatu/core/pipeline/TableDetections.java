package vn.ngatu.core.pipeline;

import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.media.Frame;

/** Detections out of a table, by the frame's number. */
public final class TableDetections implements FrameDetections {

    private final DetectionTable table;

    /** Detections of the video that {@code table} was made from. */
    public TableDetections(DetectionTable table) {
        this.table = table;
    }

    @Override
    public List<Detection> of(Frame frame, StageClock clock) {
        List<Detection> detections = table.at(frame.index());
        clock.endOf(Stage.INFER);
        return detections;
    }

    @Override
    public void close() {
        // Holds nothing but the heap.
    }
}
