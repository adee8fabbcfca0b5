package vn.ngatu.core.detect.djl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.detect.BoxDecoder;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.ModelInfo;
import vn.ngatu.core.detect.ObjectClass;

/**
 * The training code and the engine see the same in a frame. {@code street-boxes.csv} is what Python finds in the
 * {@link StreetPicture}: {@code python3 boxes.py ../street-detector/street-detector.pt
 * street.png} in {@code models/training}.
 */
class PythonAgreementTest {

    private static final double PIXEL = 1;
    private static final double SCORE = 0.01;

    private DjlDetector detector;
    private List<Detection> java;
    private List<Detection> python;

    @BeforeEach
    void detect() throws Exception {
        detector =
                DjlDetector.load(ModelFolder.load(Path.of(System.getProperty("ngatu.home"), "models/street-detector")));
        python = pythonBoxes(detector.model());
        java = detector.detect(StreetPicture.frame());
    }

    @AfterEach
    void close() {
        detector.close();
    }

    @Test
    void whatTheEngineFindsPythonFindsToo() {
        assertThat(java)
                .hasSizeGreaterThan(15)
                .allSatisfy(found -> assertThat(python).anyMatch(sameAs(found)));
    }

    @Test
    void whatPythonFindsTheEngineFindsToo() {
        assertThat(python)
                .hasSizeGreaterThan(15)
                .allSatisfy(found -> assertThat(java).anyMatch(sameAs(found)));
    }

    private static Predicate<Detection> sameAs(Detection one) {
        return other -> one.objectClass() == other.objectClass()
                && Math.abs(one.score() - other.score()) <= SCORE
                && Math.abs(one.box().left() - other.box().left()) <= PIXEL
                && Math.abs(one.box().top() - other.box().top()) <= PIXEL
                && Math.abs(one.box().right() - other.box().right()) <= PIXEL
                && Math.abs(one.box().bottom() - other.box().bottom()) <= PIXEL;
    }

    /** Python's boxes behind the thresholds and the removal of doubles that the engine applies to its own. */
    private static List<Detection> pythonBoxes(ModelInfo model) throws IOException {
        List<float[]> rows;
        try (InputStream in = resource("street-boxes.csv")) {
            rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(row -> corners(row.split(",", -1), model))
                    .toList();
        }
        FloatBuffer values = FloatBuffer.allocate(6 * rows.size());
        rows.forEach(values::put);
        return new BoxDecoder(model).decode(values.array(), new long[] {1, rows.size(), 6}, 1, 832, 468);
    }

    private static float[] corners(String[] cells, ModelInfo model) {
        float left = Float.parseFloat(cells[1]);
        float top = Float.parseFloat(cells[2]);
        float right = left + Float.parseFloat(cells[3]);
        float bottom = top + Float.parseFloat(cells[4]);
        int index = model.classes().indexOf(ObjectClass.ofLabel(cells[6]));
        return new float[] {left, top, right, bottom, Float.parseFloat(cells[5]), index};
    }

    private static InputStream resource(String name) {
        return requireNonNull(PythonAgreementTest.class.getResourceAsStream(name), name);
    }
}
