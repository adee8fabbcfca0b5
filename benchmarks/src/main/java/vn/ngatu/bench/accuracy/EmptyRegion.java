package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.geom.Box;

/**
 * A part of a clip in which nobody is: a detection there is a false alarm.
 *
 * @param clip the file's name
 * @param from first second
 * @param to last second
 * @param every how often to look, seconds
 * @param region as fractions of the picture
 * @param what is to be seen there
 */
record EmptyRegion(String clip, double from, double to, double every, Box region, String what) {

    private static final String HEADER = "clip,from_s,to_s,every_s,left,top,right,bottom,what";
    private static final int COLUMNS = 9;
    private static final double INSIDE = 0.5;

    /** The regions of a table; an {@link IOException} of one line for a broken one. */
    static List<EmptyRegion> load(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(table + ": no header (expected: " + HEADER + ")");
        }
        List<EmptyRegion> regions = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String where = table + ":" + (i + 1) + ": ";
            String[] row = lines.get(i).split(",", -1);
            if (row.length != COLUMNS) {
                throw new IOException(where + row.length + " columns (expected: " + COLUMNS + ")");
            }
            try {
                regions.add(of(row));
            } catch (IllegalArgumentException e) {
                throw new IOException(where + e.getMessage() + " (expected: " + HEADER + ")", e);
            }
        }
        return regions;
    }

    private static EmptyRegion of(String[] row) {
        double[] n = new double[COLUMNS - 1];
        for (int i = 1; i < n.length; i++) {
            n[i] = Double.parseDouble(row[i]);
        }
        Box region = Box.ofCorners(n[4], n[5], n[6], n[7]);
        if (n[1] > n[2] || !(n[3] > 0) || region.left() < 0 || region.right() > 1 || region.bottom() > 1) {
            throw new IllegalArgumentException("times or region out of range");
        }
        return new EmptyRegion(row[0], n[1], n[2], n[3], region, row[COLUMNS - 1]);
    }

    /** Whether at least half of the detection lies in the region of a picture of this size. */
    boolean holds(Detection detection, double width, double height) {
        Box inPixels =
                new Box(region.left() * width, region.top() * height, region.width() * width, region.height() * height);
        return inPixels.intersection(detection.box())
                >= INSIDE * detection.box().area();
    }
}
