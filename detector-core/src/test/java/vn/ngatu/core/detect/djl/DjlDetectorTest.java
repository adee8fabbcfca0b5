package vn.ngatu.core.detect.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.ModelInput;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.TensorFrame;

class DjlDetectorTest {

    private static final int WIDTH = 64;
    private static final int HEIGHT = 32;

    // One box whose score is the mean of the tensor's first plane.
    private static final String FIRST_PLANE = """
            plane = torch.select(torch.select(torch.to(x, 6, False, False, None), 1, 0), 0, 0)
            box = torch.tensor([[[8., 4., 24., 20., 0., 2.]]])
            score = torch.tensor([[[0., 0., 0., 0., 1., 0.]]])
            return torch.add(box, torch.mul(score, torch.mean(plane, dtype=None)))
            """;

    private final Path directory;

    DjlDetectorTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void boxesComeOutInSourcePixels() throws Exception {
        TinyModel.write(directory, "return torch.tensor([[[8., 4., 24., 20., 0.9, 2.], [0., 0., 0., 0., 0., -1.]]])");
        try (DjlDetector detector = load()) {
            List<Detection> found = detector.detect(colour(0, 0, 0, 128, 64));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).box()).isEqualTo(new Box(16, 8, 32, 32));
            assertThat(found.get(0).objectClass()).isEqualTo(ObjectClass.MOTORCYCLE);
            assertThat(found.get(0).score()).isCloseTo(0.9, within(1e-6));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "float32, rgb, 255, 0.8",
        "float32, bgr, 255, 0.4",
        "float32, rgb, 1, 1.0", // 204, held down to 1
        "uint8, rgb, 1, 1.0",
    })
    void theTensorIsEncodedAsTheModelWants(String elements, String channels, int divisor, double score)
            throws Exception {
        TinyModel.write(directory, FIRST_PLANE, elements, channels, divisor);
        try (DjlDetector detector = load()) {
            List<Detection> found = detector.detect(colour(204, 0, 102, WIDTH, HEIGHT));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).score()).isCloseTo(score, within(1e-6));
        }
    }

    @Test
    void theFrameIsReadAnewEachTime() throws Exception {
        TinyModel.write(directory, FIRST_PLANE, "float32", "rgb", 255);
        TensorFrame frame = colour(204, 0, 0, WIDTH, HEIGHT);
        try (DjlDetector detector = load()) {
            assertThat(detector.detect(frame).get(0).score()).isCloseTo(0.8, within(1e-6));
            fill(frame, 102, 0, 0);
            assertThat(detector.detect(frame).get(0).score()).isCloseTo(0.4, within(1e-6));
        }
    }

    @Test
    void aTupleAroundTheOutputIsOpened() throws Exception {
        TinyModel.write(directory, "return (torch.tensor([[[8., 4., 24., 20., 0.9, 2.]]]),)", "Tuple[Tensor]");
        try (DjlDetector detector = load()) {
            assertThat(detector.detect(colour(0, 0, 0, WIDTH, HEIGHT))).hasSize(1);
        }
    }

    @Test
    void aFrameOfAnotherSizeIsRefused() throws Exception {
        TinyModel.write(directory, "return torch.tensor([[[0., 0., 0., 0., 0., -1.]]])");
        try (DjlDetector detector = load()) {
            TensorFrame frame = Tensors.of(64, 64, 64, 64);
            assertThatThrownBy(() -> detector.detect(frame)).hasMessage("frame: 64x64 (expected: 64x32)");
        }
    }

    @Test
    void anOutputOfAnotherShapeIsToldWithBothShapes() throws Exception {
        TinyModel.write(directory, "return torch.tensor([[[8., 4., 24., 20., 0.9]]])");
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessage("output of tiny.torchscript: [1, 1, 5] (expected: [1, N, 6] for layout ngatu-boxes and"
                        + " 3 classes)");
    }

    @Test
    void aFileThatIsNoArchiveIsRefused() throws Exception {
        TinyModel.describe(directory, "not a model".getBytes(StandardCharsets.UTF_8), "uint8", "rgb", 1);
        assertRefused("tiny.torchscript: not an archive (expected: a TorchScript file");
    }

    @Test
    void aTrainingCheckpointIsRefused() throws Exception {
        TinyModel.describe(directory, TinyTorchScript.checkpoint(), "uint8", "rgb", 1);
        assertRefused("tiny.torchscript: an archive without code (expected: a TorchScript file");
    }

    @Test
    void codeThatLibtorchCannotReadIsRefused() throws Exception {
        TinyModel.write(directory, "return nothing_of_that_name");
        assertRefused("nothing_of_that_name");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aModelThatFailsOnTheStatedInputIsToldInOneLine() throws Exception {
        TinyModel.write(directory, "return torch.view(x, [7, 6])");
        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[7, 6]")
                .hasMessageEndingWith("(expected: a model that runs on uint8 [1, 3, 32, 64])")
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"street-detector", "street-detector-int8"})
    void theShippedModelsSeeNothingOnPlainGrey(String name) throws Exception {
        TensorFrame frame = Tensors.of(StreetPicture.WIDTH, StreetPicture.HEIGHT, 1280, 720);
        fill(frame, ModelInput.FILL, ModelInput.FILL, ModelInput.FILL);
        try (DjlDetector detector = DjlDetector.load(ModelFolder.load(shipped(name)))) {
            assertThat(detector.detect(frame)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"street-detector", "street-detector-int8"})
    void theShippedModelsGiveTheSameSoundBoxesEveryTime(String name) throws Exception {
        TensorFrame street = StreetPicture.frame();
        try (DjlDetector detector = DjlDetector.load(ModelFolder.load(shipped(name)))) {
            List<Detection> found = detector.detect(street);
            assertThat(found).hasSizeGreaterThan(10);
            assertThat(detector.detect(street)).isEqualTo(found);
            assertThat(found)
                    .allSatisfy(detection -> assertThat(detection.box())
                            .isEqualTo(detection.box().clip(street.sourceWidth(), street.sourceHeight())))
                    .allSatisfy(detection -> assertThat(detection.score()).isBetween(0.2, 1.0))
                    .noneMatch(detection -> detection.objectClass() == ObjectClass.BICYCLE);
        }
    }

    /** In 8-bit integers the same network sees the same, a little less exactly: the best boxes are all there. */
    @Test
    void theIntegerFormFindsWhatTheExactModelIsSureOf() throws Exception {
        TensorFrame street = StreetPicture.frame();
        try (DjlDetector exact = DjlDetector.load(ModelFolder.load(shipped("street-detector")));
                DjlDetector integer = DjlDetector.load(ModelFolder.load(shipped("street-detector-int8")))) {
            List<Detection> sure = exact.detect(street).stream()
                    .filter(detection -> detection.score() >= 0.45)
                    .toList();
            List<Detection> found = integer.detect(street);
            assertThat(sure).hasSizeGreaterThan(10);
            // Of two parked motorcycles that overlap by as much as duplicates do, either may be left.
            assertThat(sure)
                    .allSatisfy(detection -> assertThat(found)
                            .anyMatch(other -> other.objectClass() == detection.objectClass()
                                    && other.box().iou(detection.box()) > 0.55
                                    && other.score() > detection.score() - 0.15));
        }
    }

    private static Path shipped(String name) {
        return Path.of(System.getProperty("ngatu.home"), "models", name);
    }

    private DjlDetector load() throws ConfigException {
        return DjlDetector.load(ModelFolder.load(directory));
    }

    private static TensorFrame colour(int red, int green, int blue, int sourceWidth, int sourceHeight) {
        TensorFrame frame = Tensors.of(WIDTH, HEIGHT, sourceWidth, sourceHeight);
        fill(frame, red, green, blue);
        return frame;
    }

    private static void fill(TensorFrame frame, int... colour) {
        int plane = frame.width() * frame.height();
        for (int i = 0; i < 3 * plane; i++) {
            frame.data().put(i, (byte) colour[i / plane]);
        }
    }
}
