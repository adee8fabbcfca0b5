package vn.ngatu.core.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vn.ngatu.core.geom.Box;

/**
 * The detections of a whole clip, in columns: about 45 bytes a row, so that half a million rows fit beside everything else.
 * Immutable.
 */
public final class DetectionTable {

    private static final int NUMBERS = 5;

    private final Optional<Picture> picture;
    private final int[] frames;
    // Left, top, width, height and score of each row.
    private final double[] numbers;
    private final byte[] classes;

    private DetectionTable(Builder builder) {
        picture = builder.picture;
        frames = Arrays.copyOf(builder.frames, builder.rows);
        numbers = Arrays.copyOf(builder.numbers, builder.rows * NUMBERS);
        classes = Arrays.copyOf(builder.classes, builder.rows);
    }

    /**
     * The picture that the boxes refer to.
     *
     * @param width in pixels
     * @param height in pixels
     * @param fps frames per second, constant
     */
    public record Picture(int width, int height, double fps) {}

    /** What the file's first line says of the picture; empty when it has no such line. */
    public Optional<Picture> picture() {
        return picture;
    }

    /** The number of detections. */
    public int rows() {
        return frames.length;
    }

    /** One past the last frame that has a detection; 0 for an empty table. */
    public int frames() {
        return frames.length == 0 ? 0 : frames[frames.length - 1] + 1;
    }

    /** The detections of one frame in the order of the file; empty for frames without any. */
    public List<Detection> at(long frame) {
        if (frame < 0 || frame >= frames()) {
            return List.of();
        }
        List<Detection> found = new ArrayList<>();
        for (int row = firstRow((int) frame); row < frames.length && frames[row] == frame; row++) {
            int at = row * NUMBERS;
            Box box = new Box(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
            found.add(new Detection(box, numbers[at + 4], ObjectClass.values()[classes[row]]));
        }
        return List.copyOf(found);
    }

    private int firstRow(int frame) {
        int low = 0;
        int high = frames.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (frames[middle] < frame) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Collects rows, frames in non-decreasing order. */
    static final class Builder {
        private Optional<Picture> picture = Optional.empty();
        private int rows;
        private int[] frames = new int[1024];
        private double[] numbers = new double[1024 * NUMBERS];
        private byte[] classes = new byte[1024];

        void picture(Picture stated) {
            picture = Optional.of(stated);
        }

        /** The frame of the last row; 0 before the first. */
        int lastFrame() {
            return rows == 0 ? 0 : frames[rows - 1];
        }

        void add(int frame, double left, double top, double width, double height, double score, ObjectClass what) {
            if (rows == frames.length) {
                frames = Arrays.copyOf(frames, rows * 2);
                numbers = Arrays.copyOf(numbers, rows * 2 * NUMBERS);
                classes = Arrays.copyOf(classes, rows * 2);
            }
            frames[rows] = frame;
            int at = rows * NUMBERS;
            numbers[at] = left;
            numbers[at + 1] = top;
            numbers[at + 2] = width;
            numbers[at + 3] = height;
            numbers[at + 4] = score;
            classes[rows] = (byte) what.ordinal();
            rows++;
        }

        DetectionTable build() {
            return new DetectionTable(this);
        }
    }
}
