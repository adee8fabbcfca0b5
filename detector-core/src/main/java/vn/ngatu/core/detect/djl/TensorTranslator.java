package vn.ngatu.core.detect.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vn.ngatu.core.detect.ModelInput;

/** Wraps the frame's bytes as the tensor that the model wants, and copies its output out of native memory. */
final class TensorTranslator implements NoBatchifyTranslator<ByteBuffer, RawOutput> {

    private final ModelInput input;
    private final Shape shape;
    private final RawOutput output = new RawOutput();

    TensorTranslator(ModelInput input) {
        this.input = input;
        this.shape = new Shape(1, 3, input.height(), input.width());
    }

    @Override
    public NDList processInput(TranslatorContext context, ByteBuffer frame) {
        // A direct buffer is used in place, not copied; it must outlive the run, which it does: the caller holds it.
        NDArray tensor = context.getNDManager().create(frame, shape, DataType.UINT8);
        if (input.channels() == ModelInput.Channels.BGR) {
            tensor = tensor.flip(1);
        }
        if (input.elements() == ModelInput.Elements.FLOAT32) {
            tensor = tensor.toType(DataType.FLOAT32, false);
        }
        return new NDList(input.divisor() == 1 ? tensor : tensor.div(input.divisor()));
    }

    @Override
    public RawOutput processOutput(TranslatorContext context, NDList list) {
        // Exporters wrap the tensor into a tuple, or add raw heads behind it; the boxes come first.
        NDArray boxes = list.get(0).toType(DataType.FLOAT32, false);
        output.set(
                boxes.getShape().getShape(),
                boxes.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
        return output;
    }
}
