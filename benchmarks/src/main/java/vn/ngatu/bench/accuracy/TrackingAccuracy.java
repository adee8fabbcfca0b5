package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import vn.ngatu.core.config.ConfigException;

/**
 * Prints how well the tracker follows simulated scenarios: HOTA, IDF1, ground error and the cost of an update.
 *
 * <pre>TrackingAccuracy [[--picture] [--out DIR] | --pose] FOLDER...</pre>
 *
 * <p>A folder is one scenario or holds several. {@code --picture} withholds the calibration; {@code --out} writes each
 * scenario's {@code tracks.csv}; {@code --pose} takes the true pose where a scene is calibrated by its pose, and times
 * nothing.
 */
public final class TrackingAccuracy {

    private TrackingAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, ConfigException {
        boolean onRoad = true;
        boolean pose = false;
        Path out = null;
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--picture" -> onRoad = false;
                case "--pose" -> pose = true;
                case "--out" -> out = Path.of(args[++i]);
                default -> folders.addAll(scenarios(Path.of(args[i])));
            }
        }
        PrintStream print = System.out;
        print.println(
                "  fps   HOTA   DetA   AssA   IDF1   MOTA  IDSW   ids  trks | across p50/p90  along p50/p90 m | ms"
                        + "/frame  scenario");
        for (Path folder : folders) {
            SimScenario scenario = SimScenario.load(folder);
            Path csv = null;
            if (out != null) {
                csv = Files.createDirectories(out.resolve(scenario.name())).resolve("tracks.csv");
            }
            TrackingRun run = pose
                    ? TrackingRun.of(RuleRun.of(scenario, RuleRun.Source.POSE, RuleRun.Error.NONE))
                    : TrackingRun.of(scenario, onRoad, csv);
            print(print, folder, run);
        }
    }

    private static List<Path> scenarios(Path folder) throws IOException {
        if (Files.exists(folder.resolve("truth.json"))) {
            return List.of(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> Files.exists(path.resolve("truth.json")))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static void print(PrintStream print, Path folder, TrackingRun run) {
        TrackingScore s = run.score();
        GroundScore g = run.ground();
        print.printf(
                Locale.ROOT,
                "%5.1f%7.1f%7.1f%7.1f%7.1f%7.1f%6d%6d%6d | %s | %8.3f  %s%n",
                run.scenario().fps(),
                100 * s.hota(),
                100 * s.detection(),
                100 * s.association(),
                100 * s.idf1(),
                100 * s.mota(),
                s.switches(),
                s.truths(),
                s.tracks(),
                g == null
                        ? "no calibration                 "
                        : String.format(
                                Locale.ROOT,
                                "%6.2f %6.2f  %6.2f %6.2f      ",
                                g.acrossMedian(),
                                g.across90(),
                                g.alongMedian(),
                                g.along90()),
                run.millis(),
                folder);
    }
}
