package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.bench.accuracy.SimScenario.Seen;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.detect.djl.DjlDetector;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.pipeline.ModelDetections;
import vn.ngatu.core.pipeline.StageClock;

/**
 * Prints how well what a model finds in bundled scenes fits their boxes: average precision at an intersection over union of
 * 0.5, over every score that the model gives, with the least sizes and switches of its {@code model.json}, per group of
 * classes and per class.
 *
 * <pre>DetectionAccuracy MODEL_FOLDER SCENE_FOLDER...</pre>
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
    public static void main(String[] args) throws IOException, ConfigException {
        try (DjlDetector detector = DjlDetector.load(ModelAccuracy.withEveryScore(ModelFolder.load(Path.of(args[0]))));
                ModelDetections model = new ModelDetections(detector)) {
            for (String folder : Arrays.asList(args).subList(1, args.length)) {
                print(SimScenario.load(Path.of(folder)), model);
            }
        }
    }

    private static void print(SimScenario scene, ModelDetections model) throws IOException {
        Map<Integer, List<Seen>> truth = new TreeMap<>();
        scene.vehicles()
                .values()
                .forEach(rows -> rows.forEach((frame, seen) ->
                        truth.computeIfAbsent(frame, f -> new ArrayList<>()).add(seen)));
        truth.keySet().removeIf(frame -> frame % EVERY != 0);
        Map<Integer, List<Detection>> seen = detections(scene, model);
        System.out.printf(
                "%-16s%-12s%7s%7s%8s%16s%n", scene.name(), "class", "boxes", "AP50", "recall", "of sure ones, %");
        ModelAccuracy.GROUPS.forEach((name, classes) -> {
            Result result = measure(truth, classes, of(classes, seen));
            if (result.wanted > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "%-16s%-12s%7d%7.3f%8.3f%16.1f%n",
                        "",
                        name,
                        result.wanted,
                        result.precision,
                        result.recall,
                        100 * result.sure);
            }
        });
    }

    private static Map<Integer, List<Detection>> detections(SimScenario scene, ModelDetections model)
            throws IOException {
        Map<Integer, List<Detection>> seen = new TreeMap<>();
        ClipFrames.visit(scene.folder().resolve("clip.mp4"), frame -> {
            int number = (int) Math.round(frame.time() * scene.fps());
            if (number % EVERY == 0) {
                seen.put(number, model.of(frame, new StageClock()));
            }
        });
        return seen;
    }

    private static List<Found> of(Set<ObjectClass> classes, Map<Integer, List<Detection>> seen) {
        List<Found> found = new ArrayList<>();
        seen.forEach((frame, detections) -> detections.stream()
                .filter(one -> classes.contains(one.objectClass()))
                .forEach(one -> found.add(new Found(frame, one.box(), one.score()))));
        return found;
    }

    /** How well boxes of some classes fit who is there by frame. */
    static Result measure(Map<Integer, List<Seen>> truth, Set<ObjectClass> classes, List<Found> found) {
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

    private static boolean counts(Seen seen, Set<ObjectClass> classes) {
        return classes.contains(seen.objectClass())
                && seen.visibility() >= LEAST_SEEN
                && seen.truncation() <= LEAST_SEEN
                && seen.box().height() >= LOWEST;
    }

    // The best fitting road user that counts, else one that does not.
    private static @Nullable Seen best(Found one, List<Seen> there, Set<ObjectClass> classes) {
        return there.stream()
                .filter(seen -> seen.box().iou(one.box) >= SAME)
                .filter(seen -> classes.contains(seen.objectClass()))
                .max(Comparator.comparing((Seen seen) -> counts(seen, classes))
                        .thenComparingDouble(seen -> seen.box().iou(one.box)))
                .orElse(null);
    }
}
