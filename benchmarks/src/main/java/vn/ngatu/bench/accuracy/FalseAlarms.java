package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.djl.DjlDetector;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.pipeline.ModelDetections;
import vn.ngatu.core.pipeline.StageClock;

/**
 * Prints how many boxes models see, surely enough to count, where nobody is: in listed regions of listed clips.
 *
 * <pre>FalseAlarms REGIONS_CSV CLIPS_FOLDER MODEL_FOLDER...</pre>
 *
 * <p>REGIONS_CSV such as {@code benchmarks/empty-regions.csv}. A clip's regions are looked at in the same frames as far as
 * their times agree; the last line divides by frames.
 */
public final class FalseAlarms {

    private final ModelDetections detections;
    private final DjlDetector detector;
    private final Map<EmptyRegion, Tally> tallies = new LinkedHashMap<>();
    private int frames;

    /** How often one region was looked at, when next, and what was seen there. */
    private static final class Tally {
        private double next;
        private int looks;
        private int boxes;

        Tally(double next) {
            this.next = next;
        }
    }

    private FalseAlarms(DjlDetector detector, ModelDetections detections) {
        this.detector = detector;
        this.detections = detections;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException, ConfigException {
        Map<String, List<EmptyRegion>> clips = EmptyRegion.load(Path.of(args[0])).stream()
                .collect(Collectors.groupingBy(EmptyRegion::clip, LinkedHashMap::new, Collectors.toList()));
        for (String folder : Arrays.asList(args).subList(2, args.length)) {
            try (DjlDetector detector = DjlDetector.load(ModelFolder.load(Path.of(folder)));
                    ModelDetections detections = new ModelDetections(detector)) {
                FalseAlarms alarms = new FalseAlarms(detector, detections);
                for (var clip : clips.entrySet()) {
                    alarms.watch(Path.of(args[1]).resolve(clip.getKey()), clip.getValue());
                }
                alarms.print();
            }
        }
    }

    private void watch(Path clip, List<EmptyRegion> regions) throws IOException {
        regions.forEach(region -> tallies.put(region, new Tally(region.from())));
        ClipFrames.visit(clip, frame -> {
            List<EmptyRegion> due = regions.stream()
                    .filter(region -> frame.time() >= tally(region).next && frame.time() <= region.to())
                    .toList();
            if (!due.isEmpty()) {
                count(due, frame);
            }
        });
    }

    private void count(List<EmptyRegion> due, Frame frame) {
        frames++;
        List<Detection> certain = detections.of(frame, new StageClock()).stream()
                .filter(detector.model()::isCertain)
                .toList();
        for (EmptyRegion region : due) {
            Tally tally = tally(region);
            tally.next += region.every();
            tally.looks++;
            tally.boxes += (int) certain.stream()
                    .filter(detection -> region.holds(detection, frame.width(), frame.height()))
                    .count();
        }
    }

    private Tally tally(EmptyRegion region) {
        return requireNonNull(tallies.get(region));
    }

    private void print() {
        System.out.println(detector.model().name());
        tallies.forEach((region, tally) -> System.out.printf(
                Locale.ROOT, "%-22s%-40s%5d looks%5d boxes%n", region.clip(), region.what(), tally.looks, tally.boxes));
        int boxes = tallies.values().stream().mapToInt(tally -> tally.boxes).sum();
        System.out.printf(Locale.ROOT, "%d frames, %d boxes, %.3f per frame%n", frames, boxes, (double) boxes / frames);
    }
}
