package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.detect.DetectionsCsv;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

/**
 * Prints how well a table of detections, as {@code ngatu detect} writes it, fits the hand-made boxes of a recorded clip:
 * average precision at an intersection over union of 0.5, and precision and recall of what is certain at a score of 0.4.
 *
 * <pre>ClipAccuracy BOXES_CSV DETECTIONS_CSV</pre>
 *
 * <p>BOXES_CSV has the columns {@code frame_index,left,top,width,height,class}, frames counted from 0 and boxes in pixels; the
 * class {@code ignore} marks regions of which nothing is known. Only the frames that it names count.
 */
public final class ClipAccuracy {

    private static final String HEADER = "frame_index,left,top,width,height,class";
    private static final String IGNORE = "ignore";
    private static final double SURE = 0.4;

    /** What is known of one frame. */
    record Known(List<LabelledPicture.Labelled> objects, List<Box> ignored) {}

    private ClipAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, ConfigException {
        Map<Integer, Known> frames = frames(Path.of(args[0]));
        DetectionTable found = DetectionsCsv.read(Path.of(args[1]), false);
        System.out.printf("%-12s%7s%7s%25s%n", "class", "boxes", "AP50", "P / R at a score of .4");
        ModelAccuracy.GROUPS.forEach((name, classes) -> print(name, classes, frames, found));
    }

    /** Frames by number; an {@link IOException} of one line for a broken table. */
    static Map<Integer, Known> frames(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + ": no header (expected: " + HEADER + ")");
        }
        Map<Integer, Known> frames = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            try {
                Known known = frames.computeIfAbsent(
                        Integer.parseInt(cells[0]), f -> new Known(new ArrayList<>(), new ArrayList<>()));
                Box box = new Box(
                        Double.parseDouble(cells[1]),
                        Double.parseDouble(cells[2]),
                        Double.parseDouble(cells[3]),
                        Double.parseDouble(cells[4]));
                if (cells[5].equals(IGNORE)) {
                    known.ignored().add(box);
                } else {
                    known.objects()
                            .add(new LabelledPicture.Labelled(
                                    ObjectClass.ofLabel(cells[5]).orElseThrow(IllegalArgumentException::new), box));
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new IOException(file + ":" + (i + 1) + ": " + lines.get(i) + " (expected: " + HEADER + ")", e);
            }
        }
        return frames;
    }

    private static void print(String name, Set<ObjectClass> classes, Map<Integer, Known> frames, DetectionTable found) {
        AveragePrecision measure = measure(classes, frames, found, 0);
        if (measure.wanted() > 0) {
            AveragePrecision sure = measure(classes, frames, found, SURE);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s%7d%7.3f%18.2f / %.2f%n",
                    name,
                    measure.wanted(),
                    measure.value(),
                    sure.precision(),
                    sure.recall());
        }
    }

    private static AveragePrecision measure(
            Set<ObjectClass> classes, Map<Integer, Known> frames, DetectionTable found, double least) {
        AveragePrecision measure = new AveragePrecision();
        frames.forEach((frame, known) -> {
            List<Detection> own = found.at(frame).stream()
                    .filter(one -> classes.contains(one.objectClass()) && one.score() >= least)
                    .toList();
            List<Box> truth = known.objects().stream()
                    .filter(object -> classes.contains(object.objectClass()))
                    .map(LabelledPicture.Labelled::box)
                    .toList();
            measure.add(own, truth, known.ignored());
        });
        return measure;
    }
}
