package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.bench.accuracy.SimScenario.Seen;
import vn.ngatu.core.geom.Box;

/**
 * Prints how well a table of detections, as {@code ngatu detect} writes it, fits a bundled scene's boxes: average precision
 * at an intersection over union of 0.5, per group of classes and per class.
 *
 * <pre>DetectionAccuracy SCENE_FOLDER DETECTIONS_CSV</pre>
 *
 * <p>Every tenth frame counts. Road users that are more than half hidden or cut off, or lower than 14 pixels, count neither
 * way.
 */
public final class DetectionAccuracy {

    private static final double SAME = 0.5;
    private static final int EVERY = 10;
    private static final double LEAST_SEEN = 0.5;
    private static final double LOWEST = 14;

    private record Found(int frame, Box box, double score) {}

    private DetectionAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        SimScenario scene = SimScenario.load(Path.of(args[0]));
        Map<String, Set<String>> groups = new TreeMap<>(Map.of(
                "two-wheel", Set.of("motorcycle", "bicycle"),
                "four-wheel", Set.of("car", "bus", "truck"),
                "motorcycle", Set.of("motorcycle"),
                "bicycle", Set.of("bicycle"),
                "car", Set.of("car"),
                "bus", Set.of("bus"),
                "truck", Set.of("truck"),
                "pedestrian", Set.of("pedestrian")));
        System.out.printf("%-12s%7s%7s%8s%16s%n", "class", "boxes", "AP50", "recall", "of sure ones, %");
        for (var group : groups.entrySet()) {
            print(group.getKey(), scene, group.getValue(), detections(Path.of(args[1]), group.getValue()));
        }
    }

    private static void print(String name, SimScenario scene, Set<String> classes, List<Found> found) {
        Map<Integer, List<Seen>> truth = new TreeMap<>();
        scene.vehicles()
                .values()
                .forEach(rows -> rows.forEach((frame, seen) -> {
                    if (frame % EVERY == 0) {
                        truth.computeIfAbsent(frame, f -> new ArrayList<>()).add(seen);
                    }
                }));
        long wanted = truth.values().stream()
                .flatMap(List::stream)
                .filter(seen -> counts(seen, classes))
                .count();
        if (wanted == 0) {
            return;
        }
        Set<Seen> taken = new HashSet<>();
        List<double[]> curve = new ArrayList<>();
        int right = 0;
        int wrong = 0;
        int sure = 0;
        for (Found one : found.stream()
                .sorted(Comparator.comparingDouble(Found::score).reversed())
                .toList()) {
            Seen match = best(one, truth.getOrDefault(one.frame, List.of()), classes, taken);
            if (match == null) {
                wrong++;
            } else if (counts(match, classes)) {
                taken.add(match);
                right++;
                sure += one.score >= 0.4 ? 1 : 0;
            }
            curve.add(new double[] {(double) right / wanted, (double) right / Math.max(1, right + wrong)});
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s%7d%7.3f%8.3f%16.1f%n",
                name,
                wanted,
                AveragePrecision.area(curve),
                (double) right / wanted,
                100.0 * sure / wanted);
    }

    private static boolean counts(Seen seen, Set<String> classes) {
        return classes.contains(seen.objectClass().label())
                && seen.visibility() >= LEAST_SEEN
                && seen.truncation() <= LEAST_SEEN
                && seen.box().height() >= LOWEST;
    }

    // The best fitting road user that counts, else one that does not.
    private static @Nullable Seen best(Found one, List<Seen> there, Set<String> classes, Set<Seen> taken) {
        return there.stream()
                .filter(seen -> !taken.contains(seen) && seen.box().iou(one.box) >= SAME)
                .filter(seen -> classes.contains(seen.objectClass().label()))
                .max(Comparator.comparing((Seen seen) -> counts(seen, classes))
                        .thenComparingDouble(seen -> seen.box().iou(one.box)))
                .orElse(null);
    }

    private static List<Found> detections(Path file, Set<String> classes) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] f = line.split(",");
            if (f.length == 7 && classes.contains(f[6]) && Integer.parseInt(f[0]) % EVERY == 0) {
                Box box = new Box(
                        Double.parseDouble(f[1]),
                        Double.parseDouble(f[2]),
                        Double.parseDouble(f[3]),
                        Double.parseDouble(f[4]));
                found.add(new Found(Integer.parseInt(f[0]), box, Double.parseDouble(f[5])));
            }
        }
        return found;
    }
}
