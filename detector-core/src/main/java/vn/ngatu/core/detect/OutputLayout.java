package vn.ngatu.core.detect;

/** The ways in which models write their boxes, each with its shape and its reader. */
public enum OutputLayout {

    /** Ngatu's own: {@code [1,N,6]} rows of x1, y1, x2, y2, score, class; unused rows have class -1. */
    NGATU_BOXES("ngatu-boxes") {
        @Override
        String expectedShape(int classes, ModelInput input) {
            return "[1, N, 6]";
        }

        @Override
        boolean fits(long[] shape, int classes, ModelInput input) {
            return isRows(shape, 6);
        }

        @Override
        void read(float[] values, long[] shape, ModelInput input, BoxSink sink) {
            for (int row = 0; row < shape[1]; row++) {
                int at = row * 6;
                float index = values[at + 5];
                if (index >= 0) {
                    sink.box(values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4], (int) index);
                }
            }
        }
    },

    /** YOLOv5: {@code [1,N,5+C]} rows of centre, size, objectness and class scores, in input pixels. */
    YOLOV5("yolov5") {
        @Override
        String expectedShape(int classes, ModelInput input) {
            return "[1, N, " + (5 + classes) + "]";
        }

        @Override
        boolean fits(long[] shape, int classes, ModelInput input) {
            return isRows(shape, 5 + classes);
        }

        @Override
        void read(float[] values, long[] shape, ModelInput input, BoxSink sink) {
            int step = (int) shape[2];
            for (int at = 0; at < shape[1] * step; at += step) {
                int best = best(values, at + 5, 1, step - 5);
                double score = (double) values[at + 4] * values[at + 5 + best];
                centred(values[at], values[at + 1], values[at + 2], values[at + 3], score, best, sink);
            }
        }
    },

    /** YOLOv8 and YOLO11: {@code [1,4+C,N]} columns of centre, size and class scores, in input pixels. */
    YOLOV8("yolov8") {
        @Override
        String expectedShape(int classes, ModelInput input) {
            return "[1, " + (4 + classes) + ", N]";
        }

        @Override
        boolean fits(long[] shape, int classes, ModelInput input) {
            return shape.length == 3 && shape[0] == 1 && shape[1] == 4 + classes && shape[2] > 0;
        }

        @Override
        void read(float[] values, long[] shape, ModelInput input, BoxSink sink) {
            int boxes = (int) shape[2];
            int classes = (int) shape[1] - 4;
            for (int at = 0; at < boxes; at++) {
                int best = best(values, 4 * boxes + at, boxes, classes);
                double score = values[(4 + best) * boxes + at];
                centred(
                        values[at],
                        values[boxes + at],
                        values[2 * boxes + at],
                        values[3 * boxes + at],
                        score,
                        best,
                        sink);
            }
        }
    },

    /**
     * YOLOX as its exporter writes it by default: rows like YOLOv5's, but centre and size are offsets in the grids of
     * strides 8, 16 and 32 (Ge et al., "YOLOX: Exceeding YOLO Series in 2021", 2021).
     */
    YOLOX("yolox") {
        @Override
        String expectedShape(int classes, ModelInput input) {
            return "[1, " + gridCells(input) + ", " + (5 + classes) + "]";
        }

        @Override
        boolean fits(long[] shape, int classes, ModelInput input) {
            return isRows(shape, 5 + classes) && shape[1] == gridCells(input);
        }

        @Override
        void read(float[] values, long[] shape, ModelInput input, BoxSink sink) {
            int step = (int) shape[2];
            int at = 0;
            for (int stride : STRIDES) {
                for (int y = 0; y < input.height() / stride; y++) {
                    for (int x = 0; x < input.width() / stride; x++) {
                        int best = best(values, at + 5, 1, step - 5);
                        centred(
                                (values[at] + x) * stride,
                                (values[at + 1] + y) * stride,
                                Math.exp(values[at + 2]) * stride,
                                Math.exp(values[at + 3]) * stride,
                                (double) values[at + 4] * values[at + 5 + best],
                                best,
                                sink);
                        at += step;
                    }
                }
            }
        }
    },

    /** YOLOX exported with its decoding inside: exactly YOLOv5's rows. */
    YOLOX_DECODED("yolox-decoded") {
        @Override
        String expectedShape(int classes, ModelInput input) {
            return YOLOV5.expectedShape(classes, input);
        }

        @Override
        boolean fits(long[] shape, int classes, ModelInput input) {
            return YOLOV5.fits(shape, classes, input);
        }

        @Override
        void read(float[] values, long[] shape, ModelInput input, BoxSink sink) {
            YOLOV5.read(values, shape, input, sink);
        }
    };

    private static final int[] STRIDES = {8, 16, 32};

    private final String label;

    OutputLayout(String label) {
        this.label = label;
    }

    /** The name used in {@code model.json}. */
    public String label() {
        return label;
    }

    /** The output's shape for {@code classes} classes, as people write it; N is free. */
    abstract String expectedShape(int classes, ModelInput input);

    /** Whether an output of {@code shape} can be read. */
    abstract boolean fits(long[] shape, int classes, ModelInput input);

    /** Hands every box of an output of fitting {@code shape} to {@code sink}. */
    abstract void read(float[] values, long[] shape, ModelInput input, BoxSink sink);

    private static boolean isRows(long[] shape, int columns) {
        return shape.length == 3 && shape[0] == 1 && shape[1] > 0 && shape[2] == columns;
    }

    /** The class of the highest of {@code count} scores, {@code step} apart; NaN loses against every number. */
    private static int best(float[] values, int from, int step, int count) {
        int best = 0;
        for (int index = 1; index < count; index++) {
            float score = values[from + index * step];
            if (score > values[from + best * step] || Float.isNaN(values[from + best * step])) {
                best = index;
            }
        }
        return best;
    }

    private static void centred(
            double x, double y, double width, double height, double score, int index, BoxSink sink) {
        sink.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2, score, index);
    }

    private static long gridCells(ModelInput input) {
        long cells = 0;
        for (int stride : STRIDES) {
            cells += (long) (input.width() / stride) * (input.height() / stride);
        }
        return cells;
    }
}
