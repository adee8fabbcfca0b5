package vn.ngatu.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.geom.Box;

/** Hand-made outputs of every layout at several input sizes, with the first and the last row used. */
class OutputLayoutTest {

    private static final ObjectClass[] CLASSES = {ObjectClass.CAR, null, ObjectClass.MOTORCYCLE};

    @ParameterizedTest
    @CsvSource({"320, 320, 10", "480, 480, 100", "640, 640, 300", "640, 384, 300", "1280, 1280, 1"})
    void finalBoxesAreReadAsTheyStand(int width, int height, int rows) {
        float[] values = new float[rows * 6];
        for (int row = 0; row < rows; row++) {
            values[row * 6 + 5] = -1;
        }
        set(values, 0, 10, 20, 40, 60, 0.75f, 2);
        if (rows > 1) {
            set(values, (rows - 1) * 6, width - 30, height - 40, width, height, 0.5f, 0);
        }
        List<Detection> found = decode(OutputLayout.NGATU_BOXES, width, height, values, 1, rows, 6);
        assertThat(found).hasSize(rows > 1 ? 2 : 1);
        assertThat(found.get(0)).isEqualTo(new Detection(new Box(10, 20, 30, 40), 0.75, ObjectClass.MOTORCYCLE));
        if (rows > 1) {
            assertThat(found.get(1))
                    .isEqualTo(new Detection(new Box(width - 30, height - 40, 30, 40), 0.5, ObjectClass.CAR));
        }
    }

    @ParameterizedTest
    @CsvSource({"320, 320", "480, 480", "640, 640", "640, 384", "1280, 1280"})
    void centredRowsMultiplyObjectnessAndClass(int width, int height) {
        int rows = 3 * cells(width, height);
        float[] values = new float[rows * 8];
        set(values, 0, 25, 40, 30, 40, 0.5f, 0.25f, 0.0f, 1.0f);
        set(values, (rows - 1) * 8, width - 15, height - 20, 30, 40, 1.0f, 0.75f, 0.1f, 0.2f);
        for (OutputLayout layout : List.of(OutputLayout.YOLOV5, OutputLayout.YOLOX_DECODED)) {
            List<Detection> found = decode(layout, width, height, values, 1, rows, 8);
            assertThat(found)
                    .containsExactly(
                            new Detection(new Box(width - 30, height - 40, 30, 40), 0.75, ObjectClass.CAR),
                            new Detection(new Box(10, 20, 30, 40), 0.5, ObjectClass.MOTORCYCLE));
        }
    }

    @ParameterizedTest
    @CsvSource({"320, 320", "480, 480", "640, 640", "640, 384", "1280, 1280"})
    void columnsAreReadAcrossThePlanes(int width, int height) {
        int boxes = cells(width, height);
        float[] values = new float[7 * boxes];
        column(values, boxes, 0, 25, 40, 30, 40, 0.1f, 0.0f, 0.5f);
        column(values, boxes, boxes - 1, width - 15, height - 20, 30, 40, 0.75f, 0.3f, 0.2f);
        assertThat(decode(OutputLayout.YOLOV8, width, height, values, 1, 7, boxes))
                .containsExactly(
                        new Detection(new Box(width - 30, height - 40, 30, 40), 0.75, ObjectClass.CAR),
                        new Detection(new Box(10, 20, 30, 40), 0.5, ObjectClass.MOTORCYCLE));
    }

    @ParameterizedTest
    @CsvSource({"320, 320", "480, 480", "640, 640", "640, 384", "1280, 1280"})
    void gridRowsAreDecodedAtEveryStride(int width, int height) {
        int rows = cells(width, height);
        float[] values = new float[rows * 8];
        int first16 = (width / 8) * (height / 8);
        float log2 = (float) Math.log(2);
        // Stride 8, cell (0, 0): centre 0.5 cells in, 16 x 8 pixels.
        set(values, 0, 0.5f, 0.5f, log2, 0, 1, 0.5f, 0, 0);
        // Stride 16, cell (2, 1): centre (40, 24), 32 x 16 pixels.
        set(values, (first16 + width / 16 + 2) * 8, 0.5f, 0.5f, log2, 0, 1, 0.75f, 0, 0);
        // Stride 32, the last cell: centre 16 before the corner, 32 x 32 pixels.
        set(values, (rows - 1) * 8, 0.5f, 0.5f, 0, 0, 1, 1, 0, 0);
        List<Detection> found = decode(OutputLayout.YOLOX, width, height, values, 1, rows, 8);
        assertThat(found).hasSize(3);
        near(found.get(0), new Box(width - 32, height - 32, 32, 32));
        near(found.get(1), new Box(24, 16, 32, 16));
        near(found.get(2), new Box(0, 0, 12, 8));
    }

    @Test
    void anUnusedClassThatWinsIsNoDetection() {
        float[] values = {50, 50, 20, 20, 1, 0.6f, 0.7f, 0.5f};
        assertThat(decode(OutputLayout.YOLOV5, 640, 640, values, 1, 1, 8)).isEmpty();
    }

    @Test
    void notANumberLosesAgainstEveryClassScore() {
        float[] values = {50, 50, 20, 20, 1, Float.NaN, 0.1f, 0.5f};
        assertThat(decode(OutputLayout.YOLOV5, 640, 640, values, 1, 1, 8))
                .extracting(Detection::objectClass)
                .containsExactly(ObjectClass.MOTORCYCLE);
        float[] none = {50, 50, 20, 20, 1, Float.NaN, Float.NaN, Float.NaN};
        assertThat(decode(OutputLayout.YOLOV5, 640, 640, none, 1, 1, 8)).isEmpty();
    }

    @Test
    void classesOutsideTheListAreDropped() {
        float[] values = new float[18];
        set(values, 0, 10, 20, 40, 60, 0.75f, 3);
        set(values, 6, 10, 20, 40, 60, 0.75f, Float.NaN);
        set(values, 12, 10, 20, 40, 60, 0.75f, 1e12f);
        assertThat(decode(OutputLayout.NGATU_BOXES, 640, 640, values, 1, 3, 6)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NGATU_BOXES, 1, 300, 7, '[1, N, 6]'",
        "NGATU_BOXES, 2, 300, 6, '[1, N, 6]'",
        "NGATU_BOXES, 1, 0, 6, '[1, N, 6]'",
        "YOLOV5, 1, 25200, 85, '[1, N, 8]'",
        "YOLOV5, 1, 8, 25200, '[1, N, 8]'",
        "YOLOV8, 1, 8400, 7, '[1, 7, N]'",
        "YOLOV8, 1, 8, 8400, '[1, 7, N]'",
        "YOLOX, 1, 8399, 8, '[1, 8400, 8]'",
        "YOLOX_DECODED, 1, 8400, 7, '[1, N, 8]'",
    })
    void otherShapesAreRefusedWithTheExpectedOne(
            OutputLayout layout, int batch, int rows, int columns, String expected) {
        BoxDecoder decoder = new BoxDecoder(Models.of(layout, 640, 640, CLASSES));
        assertThatThrownBy(() -> decoder.requireShape(new long[] {batch, rows, columns}))
                .hasMessage("output of test.pt: [" + batch + ", " + rows + ", " + columns + "] (expected: " + expected
                        + " for layout " + layout.label() + " and 3 classes)");
    }

    private static List<Detection> decode(OutputLayout layout, int width, int height, float[] values, long... shape) {
        BoxDecoder decoder = new BoxDecoder(Models.of(layout, width, height, CLASSES));
        // A reused array may be longer than the output.
        return decoder.decode(Arrays.copyOf(values, values.length + 64), shape, 1, width, height);
    }

    private static int cells(int width, int height) {
        return width * height / 64 + width * height / 256 + width * height / 1024;
    }

    private static void set(float[] values, int at, float... row) {
        System.arraycopy(row, 0, values, at, row.length);
    }

    private static void column(float[] values, int boxes, int at, float... column) {
        for (int i = 0; i < column.length; i++) {
            values[i * boxes + at] = column[i];
        }
    }

    private static void near(Detection detection, Box box) {
        assertThat(detection.box().left()).isCloseTo(box.left(), within(1e-4));
        assertThat(detection.box().top()).isCloseTo(box.top(), within(1e-4));
        assertThat(detection.box().right()).isCloseTo(box.right(), within(1e-4));
        assertThat(detection.box().bottom()).isCloseTo(box.bottom(), within(1e-4));
    }
}
