package vn.ngatu.core.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.detect.DetectionTable.Picture;

/**
 * The detections table: an optional line {@code # width=1280 height=720 fps=25}, a header row and one row per detection,
 * frames in non-decreasing order. UTF-8; a byte-order mark and CRLF are accepted.
 */
public final class DetectionsCsv {

    /** The header row. */
    static final String HEADER = "frame,left,top,width,height,score,class";

    private static final Pattern PICTURE =
            Pattern.compile("#\\s*width=(\\d{1,6})\\s+height=(\\d{1,6})\\s+fps=(\\d{1,6}(?:\\.\\d{1,9})?)\\s*");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,17})?([eE][+-]?\\d{1,3})?");
    private static final String PICTURE_FORM = "# width=1280 height=720 fps=25";
    private static final String CLASSES = ObjectClass.labels();
    private static final double LARGEST = 1_000_000;
    private static final int MOST_FAULTS = 20;

    private final Path file;
    private final List<Fault> faults = new ArrayList<>();
    private final DetectionTable.Builder table = new DetectionTable.Builder();
    private int line;

    private DetectionsCsv(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks a whole table. Faults name file, line and column; reading stops after twenty.
     *
     * @param pictureRequired whether the line that states the picture must be there, as it must be without a video
     */
    public static DetectionTable read(Path file, boolean pictureRequired) throws ConfigException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(file.toString(), "missing", "a file");
        }
        DetectionsCsv csv = new DetectionsCsv(file);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            csv.read(reader, pictureRequired);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ":" + (csv.line + 1), "bytes that are not UTF-8", "a CSV file in UTF-8");
        } catch (IOException e) {
            throw new ConfigException(file.toString(), String.valueOf(e.getMessage()), "a readable file");
        }
        if (!csv.faults.isEmpty()) {
            throw new ConfigException(csv.faults);
        }
        return csv.table.build();
    }

    private void read(BufferedReader reader, boolean pictureRequired) throws IOException {
        String text = next(reader);
        if (text != null && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text != null && text.startsWith("#")) {
            readPicture(text);
            text = next(reader);
        } else if (pictureRequired) {
            fault("", text == null ? "empty file" : text, PICTURE_FORM + ", required without a video");
        }
        if (!HEADER.equals(text)) {
            fault("", text == null ? "end of file" : text, HEADER);
            return;
        }
        for (text = next(reader); text != null && faults.size() < MOST_FAULTS; text = next(reader)) {
            readRow(text);
        }
    }

    private @Nullable String next(BufferedReader reader) throws IOException {
        String text = reader.readLine();
        line++;
        return text;
    }

    private void readPicture(String text) {
        Matcher matcher = PICTURE.matcher(text);
        if (matcher.matches()) {
            Picture picture = new Picture(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Double.parseDouble(matcher.group(3)));
            if (picture.width() > 0 && picture.height() > 0 && picture.fps() > 0) {
                table.picture(picture);
                return;
            }
        }
        fault("", text, PICTURE_FORM);
    }

    private void readRow(String text) {
        String[] cells = text.split(",", -1);
        if (cells.length != 7) {
            fault("", cells.length == 1 && text.isBlank() ? "empty line" : cells.length + " columns", "7: " + HEADER);
            return;
        }
        int before = faults.size();
        int frame = frame(cells[0]);
        double left = number("left", cells[1], -LARGEST, LARGEST);
        double top = number("top", cells[2], -LARGEST, LARGEST);
        double width = size("width", cells[3]);
        double height = size("height", cells[4]);
        double score = number("score", cells[5], 0, 1);
        Optional<ObjectClass> what = ObjectClass.ofLabel(cells[6]);
        if (what.isEmpty()) {
            fault(" class", cells[6], "one of " + CLASSES);
        } else if (faults.size() == before) {
            table.add(frame, left, top, width, height, score, what.get());
        }
    }

    private int frame(String cell) {
        int least = table.lastFrame();
        try {
            int frame = Integer.parseInt(cell);
            if (frame >= least) {
                return frame;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        fault(" frame", cell, "a whole number >= " + least + (least == 0 ? "" : ", the frame before it"));
        return least;
    }

    private double size(String column, String cell) {
        // Below a hundredth of a pixel nothing was seen; the writer rounds to that.
        return number(column, cell, 0.01, LARGEST);
    }

    private double number(String column, String cell, double min, double max) {
        // Java's own forms such as "1d", "0x1p3" and "NaN" are no CSV numbers.
        double number = DECIMAL.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
        if (number >= min && number <= max) {
            return number;
        }
        fault(" " + column, cell, "a number from " + plain(min) + " to " + plain(max));
        return min;
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    private void fault(String column, String value, String expected) {
        faults.add(new Fault(file + ":" + line + column, value, expected));
    }
}
