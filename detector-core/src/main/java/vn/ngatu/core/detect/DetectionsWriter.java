package vn.ngatu.core.detect;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes a detections table that {@link DetectionsCsv} reads: boxes to a hundredth of a pixel, scores to four digits,
 * the same bytes for the same detections everywhere.
 *
 * <p>Rows go to a temporary file beside the target, which appears whole with {@link #finish()} or not at all. One thread; the
 * owner closes it.
 */
public final class DetectionsWriter implements AutoCloseable {

    private final Path target;
    private final Path temporary;
    private final BufferedWriter writer;
    private long lastFrame;

    /** Begins the table {@code target}, stating the picture that boxes refer to. */
    public DetectionsWriter(Path target, DetectionTable.Picture picture) throws IOException {
        this.target = target.toAbsolutePath();
        this.temporary = this.target.resolveSibling(this.target.getFileName() + ".part");
        this.writer = Files.newBufferedWriter(temporary);
        writer.write("# width=" + picture.width() + " height=" + picture.height() + " fps="
                + BigDecimal.valueOf(picture.fps())
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "\n" + DetectionsCsv.HEADER + "\n");
    }

    /** Adds one frame's detections; frames come in non-decreasing order. */
    public void write(long frame, List<Detection> detections) throws IOException {
        if (frame < lastFrame) {
            throw new IllegalArgumentException("frame: " + frame + " (expected: >= " + lastFrame + ")");
        }
        lastFrame = frame;
        StringBuilder rows = new StringBuilder();
        for (Detection detection : detections) {
            rows.append(frame);
            append(rows, detection.box().left(), 2);
            append(rows, detection.box().top(), 2);
            append(rows, detection.box().width(), 2);
            append(rows, detection.box().height(), 2);
            append(rows, detection.score(), 4);
            rows.append(',').append(detection.objectClass().label()).append('\n');
        }
        writer.append(rows);
    }

    /** Ends the table and puts it in its place, over an older one. */
    public void finish() throws IOException {
        writer.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves nothing behind unless {@link #finish()} was called. */
    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(temporary);
    }

    // Rounded as decimals, so that no locale and no binary fraction shows.
    private static void append(StringBuilder row, double number, int digits) {
        row.append(',')
                .append(BigDecimal.valueOf(number)
                        .setScale(digits, RoundingMode.HALF_UP)
                        .toPlainString());
    }
}
