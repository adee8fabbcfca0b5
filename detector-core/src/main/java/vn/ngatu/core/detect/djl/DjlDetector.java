package vn.ngatu.core.detect.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.BoxDecoder;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.ModelInfo;
import vn.ngatu.core.detect.ModelInput;
import vn.ngatu.core.media.TensorFrame;

/**
 * A TorchScript model on libtorch, computing in the calling thread only. One thread at a time; each inference thread loads
 * its own. The owner closes it.
 */
public final class DjlDetector implements Detector {

    // libtorch's executor profiles the first runs and compiles after them; frames shall not pay for that.
    private static final int WARM_UP_RUNS = 3;

    private final ModelInfo info;
    private final BoxDecoder decoder;
    private final Model model;
    private final Predictor<ByteBuffer, RawOutput> predictor;

    private DjlDetector(ModelInfo info, Model model) {
        this.info = info;
        this.decoder = new BoxDecoder(info);
        this.model = model;
        this.predictor = model.newPredictor(new TensorTranslator(info.input()));
    }

    /**
     * Loads the folder's weights and runs them on an empty picture. Refuses a file that is not TorchScript, that fails, or
     * whose output has another shape than its layout says.
     */
    public static DjlDetector load(ModelFolder folder) throws ConfigException {
        Torch.configure();
        Torch.requireScript(folder.weights());
        String file = folder.weights().toString();
        Model model = Model.newInstance(folder.info().name(), Device.cpu(), "PyTorch");
        DjlDetector detector = null;
        try {
            model.load(folder.weights());
            detector = new DjlDetector(folder.info(), model);
            detector.warmUp();
            return detector;
        } catch (IOException | MalformedModelException | EngineException e) {
            close(detector, model);
            throw new ConfigException(file, reason(e), "a TorchScript file that libtorch can read");
        } catch (TranslateException e) {
            close(detector, model);
            throw new ConfigException(
                    file,
                    reason(e),
                    "a model that runs on " + describe(folder.info().input()));
        } catch (ConfigException | RuntimeException e) {
            close(detector, model);
            throw e;
        }
    }

    @Override
    public ModelInfo model() {
        return info;
    }

    @Override
    public List<Detection> detect(TensorFrame frame) {
        ModelInput input = info.input();
        if (frame.width() != input.width() || frame.height() != input.height()) {
            throw new IllegalArgumentException("frame: " + frame.width() + "x" + frame.height() + " (expected: "
                    + input.width() + "x" + input.height() + ")");
        }
        try {
            RawOutput output = predictor.predict(frame.data());
            return decoder.decode(
                    output.values(), output.shape(), frame.scale(), frame.sourceWidth(), frame.sourceHeight());
        } catch (TranslateException e) {
            throw new IllegalStateException("frame " + frame.index() + ": " + reason(e), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    /** How many native arrays this detector holds: its weights' handles, and nothing between frames; for tests. */
    int nativeArrays() {
        return model.getNDManager().getManagedArrays().size();
    }

    private void warmUp() throws TranslateException, ConfigException {
        ModelInput input = info.input();
        ByteBuffer empty = ByteBuffer.allocateDirect(3 * input.width() * input.height());
        for (int run = 0; run < WARM_UP_RUNS; run++) {
            decoder.requireShape(predictor.predict(empty).shape());
        }
    }

    private static String describe(ModelInput input) {
        return input.elements().name().toLowerCase(Locale.ROOT) + " [1, 3, " + input.height() + ", " + input.width()
                + "]";
    }

    /** libtorch's messages carry a stack of their own; one line says what happened. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        List<String> lines = String.valueOf(cause.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("RuntimeError:"))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.get(0));
    }

    private static void close(@Nullable DjlDetector detector, Model model) {
        if (detector != null) {
            detector.close();
        } else {
            model.close();
        }
    }
}
