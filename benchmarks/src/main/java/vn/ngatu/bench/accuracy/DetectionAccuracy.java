package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static final double SURE = 0.4;
    private static final int EVERY = 10;
    private static final double LEAST_SEEN = 0.5;
    private static final double LOWEST = 14;

    /** What was found in one frame. */
    record Found(int frame, Box box, double score) {}

    /** How many road users there are, the average precision, and which share of them is found at all and surely, 0..1. */
    record Result(int wanted, double precision, double recall, double sure) {}

    private DetectionAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        SimScenario scene = SimScenario.load(Path.of(args[0]));
        Map<Integer, List<Seen>> truth = new TreeMap<>();
        scene.vehicles()
                .values()
                .forEach(rows -> rows.forEach((frame, seen) ->
                        truth.computeIfAbsent(frame, f -> new ArrayList<>()).add(seen)));
        truth.keySet().removeIf(frame -> frame % EVERY != 0);
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
            Result result = measure(truth, group.getValue(), detections(Path.of(args[1]), group.getValue()));
            if (result.wanted > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "%-12s%7d%7.3f%8.3f%16.1f%n",
                        group.getKey(),
                        result.wanted,
                        result.precision,
                        result.recall,
                        100 * result.sure);
            }
        }
    }

    /** How well boxes of some classes fit who is there by frame. */
    static Result measure(Map<Integer, List<Seen>> truth, Set<String> classes, List<Found> found) {
        // Those who are still to be found. By frame, as who stands still is equal to itself in every other frame.
        Map<Integer, List<Seen>> free = new TreeMap<>();
        truth.forEach((frame, there) -> free.put(frame, new ArrayList<>(there)));
        int wanted = (int) truth.values().stream()
                .flatMap(List::stream)
                .filter(seen -> counts(seen, classes))
                .count();
        List<double[]> curve = new ArrayList<>();
        int right = 0;
        int wrong = 0;
        int sure = 0;
        for (Found one : found.stream()
                .sorted(Comparator.comparingDouble(Found::score).reversed())
                .toList()) {
            List<Seen> there = free.getOrDefault(one.frame, List.of());
            Seen match = best(one, there, classes);
            if (match == null) {
                wrong++;
            } else if (counts(match, classes)) {
                there.remove(match);
                right++;
                sure += one.score >= SURE ? 1 : 0;
            }
            curve.add(new double[] {(double) right / wanted, (double) right / Math.max(1, right + wrong)});
        }
        return new Result(wanted, AveragePrecision.area(curve), (double) right / wanted, (double) sure / wanted);
    }

    private static boolean counts(Seen seen, Set<String> classes) {
        return classes.contains(seen.objectClass().label())
                && seen.visibility() >= LEAST_SEEN
                && seen.truncation() <= LEAST_SEEN
                && seen.box().height() >= LOWEST;
    }

    // The best fitting road user that counts, else one that does not.
    private static @Nullable Seen best(Found one, List<Seen> there, Set<String> classes) {
        return there.stream()
                .filter(seen -> seen.box().iou(one.box) >= SAME)
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
