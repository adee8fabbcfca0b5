package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

/**
 * A picture of a data folder and what is known of it; the folder is described in {@code models/training/README.md}.
 *
 * @param image the picture's file
 * @param camera which camera took it
 * @param human whether people made the labels
 * @param objects the true boxes, as fractions of the picture
 * @param ignored regions of which nothing is known, as fractions of the picture
 * @param unlabelled classes whose absence from {@code objects} says nothing
 */
record LabelledPicture(
        Path image,
        String camera,
        boolean human,
        List<Labelled> objects,
        List<Box> ignored,
        Set<ObjectClass> unlabelled) {

    // By their number in the label files.
    private static final List<ObjectClass> CLASSES = List.of(
            ObjectClass.PEDESTRIAN,
            ObjectClass.BICYCLE,
            ObjectClass.MOTORCYCLE,
            ObjectClass.CAR,
            ObjectClass.BUS,
            ObjectClass.TRUCK);

    /** A true box. */
    record Labelled(ObjectClass objectClass, Box box) {}

    /** The pictures of one split, in the order of {@code sources.csv}; an {@link IOException} of one line for broken data. */
    static List<LabelledPicture> load(Path data, String split) throws IOException {
        Path file = data.resolve("sources.csv");
        List<String> lines = Files.readAllLines(file);
        List<String> header = Arrays.asList(lines.get(0).split(",", -1));
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] row = lines.get(i).split(",", -1);
            if (row.length != header.size()) {
                throw new IOException(
                        file + ":" + (i + 1) + ": " + row.length + " columns (expected: " + header.size() + ")");
            }
            if (row[header.indexOf("split")].equals(split)) {
                pictures.add(read(
                        data,
                        split,
                        row[header.indexOf("image")],
                        row[header.indexOf("camera")],
                        row[header.indexOf("label_origin")],
                        row[header.indexOf("unlabelled_classes")]));
            }
        }
        if (pictures.isEmpty()) {
            throw new IOException(file + ": no picture of split " + split + " (expected: at least 1)");
        }
        return pictures;
    }

    private static LabelledPicture read(
            Path data, String split, String image, String camera, String origin, String unlabelled) throws IOException {
        String stem = Path.of(image).getFileName().toString().replaceFirst("\\.[^.]+$", "");
        List<Labelled> objects = new ArrayList<>();
        for (double[] row : rows(data.resolve("labels").resolve(split).resolve(stem + ".txt"), 5)) {
            objects.add(new Labelled(CLASSES.get((int) row[0]), box(row, 1)));
        }
        Path regions = data.resolve("ignore").resolve(split).resolve(stem + ".txt");
        List<Box> ignored = new ArrayList<>();
        for (double[] row : Files.exists(regions) ? rows(regions, 4) : List.<double[]>of()) {
            ignored.add(box(row, 0));
        }
        Set<ObjectClass> unknown = EnumSet.noneOf(ObjectClass.class);
        for (String number :
                unlabelled.isBlank() ? new String[0] : unlabelled.strip().split("\\s+")) {
            unknown.add(CLASSES.get(Integer.parseInt(number)));
        }
        return new LabelledPicture(data.resolve(image), camera, origin.startsWith("human"), objects, ignored, unknown);
    }

    private static Box box(double[] row, int from) {
        double width = row[from + 2];
        double height = row[from + 3];
        return new Box(row[from] - width / 2, row[from + 1] - height / 2, width, height);
    }

    private static List<double[]> rows(Path file, int columns) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank()) {
                continue;
            }
            double[] row = Arrays.stream(line.strip().split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            boolean known = columns == 4 || row.length > 0 && row[0] >= 0 && row[0] < CLASSES.size();
            if (row.length != columns || !known) {
                throw new IOException(file + ": " + line.strip() + " (expected: " + columns + " numbers, class 0..5)");
            }
            rows.add(row);
        }
        return rows;
    }
}
