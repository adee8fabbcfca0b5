package vn.ngatu.core.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.geom.Box;

/** Turns a model's raw output into detections: thresholds, least sizes, source pixels, no duplicates. Pure. */
public final class BoxDecoder {

    private final ModelInfo model;

    /** The decoder for the outputs of {@code model}. */
    public BoxDecoder(ModelInfo model) {
        this.model = model;
    }

    /** Refuses an output that the model's layout and classes don't allow. */
    public void requireShape(long[] shape) throws ConfigException {
        int classes = model.classes().size();
        if (!model.layout().fits(shape, classes, model.input())) {
            throw new ConfigException(
                    "output of " + model.weights(),
                    Arrays.toString(shape),
                    model.layout().expectedShape(classes, model.input()) + " for layout "
                            + model.layout().label() + " and " + classes + " classes");
        }
    }

    /**
     * The detections in an output, best score first.
     *
     * @param values the output, row by row; may be longer than the shape says
     * @param shape a shape that {@link #requireShape} lets pass
     * @param scale input pixels per source pixel
     * @param sourceWidth of the source picture, pixels
     * @param sourceHeight of the source picture, pixels
     */
    public List<Detection> decode(float[] values, long[] shape, double scale, int sourceWidth, int sourceHeight) {
        List<Detection> found = new ArrayList<>();
        BoxSink sink = (left, top, right, bottom, score, index) -> {
            // Written so that a NaN anywhere fails the comparison.
            boolean sound = score >= model.lowScore() && right > left && bottom > top;
            if (sound && Double.isFinite(left + top + right + bottom)) {
                Box box = Box.ofCorners(left / scale, top / scale, right / scale, bottom / scale)
                        .clip(sourceWidth, sourceHeight);
                model.limits(index)
                        .filter(limits -> isLargeEnough(box, scale, limits))
                        .flatMap(limits -> model.objectClass(index))
                        .ifPresent(objectClass -> found.add(new Detection(box, Math.min(1, score), objectClass)));
            }
        };
        model.layout().read(values, shape, model.input(), sink);
        return model.duplicates().remove(found);
    }

    private static boolean isLargeEnough(Box box, double scale, ClassLimits limits) {
        return box.width() * scale >= limits.minWidth() && box.height() * scale >= limits.minHeight();
    }
}
