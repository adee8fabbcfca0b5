package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.ngatu.bench.accuracy.SceneRun.Source;

/**
 * Prints what {@code ngatu analyze} finds in bundled scenes, against their truth: per kind true, false, missed, precision,
 * recall, and by how much the time is off; and false alarms per camera-hour with the exact upper bound.
 *
 * <pre>SceneAccuracy [--boxes] [--list] [--out DIR] FOLDER...</pre>
 *
 * <p>A folder is one scene or holds several. {@code --boxes} gives the truth's boxes and signals in place of the picture;
 * {@code --list} names what was missed and wrongly flagged; {@code --out} keeps the analyses' results in DIR.
 */
public final class SceneAccuracy {

    private SceneAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Source source = Source.PIXELS;
        boolean list = false;
        Path out = Files.createTempDirectory("scenes");
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--boxes" -> source = Source.BOXES;
                case "--list" -> list = true;
                case "--out" -> out = Path.of(args[++i]);
                default -> folders.addAll(RuleAccuracy.scenarios(Path.of(args[i])));
            }
        }
        PrintStream print = System.out;
        print.printf(
                "%-16s%-23s%5s%6s%7s%11s%8s%15s%n",
                "scene", "kind", "true", "false", "missed", "precision", "recall", "late, s");
        int wrong = 0;
        double hours = 0;
        for (Path folder : folders) {
            SimScenario scenario = SimScenario.load(folder);
            RuleRun run = SceneRun.of(scenario, source, out.resolve(scenario.name()));
            Map<String, ViolationScore.Count> scored = new LinkedHashMap<>(ViolationScore.of(run));
            for (var entry : scored.entrySet()) {
                line(print, scenario.name(), entry.getKey(), entry.getValue(), run);
                wrong += entry.getValue().wrong();
                if (list) {
                    entry.getValue().remarks().forEach(remark -> print.println("      " + remark));
                }
            }
            hours += scenario.seconds() / 3600;
        }
        print.printf(
                Locale.ROOT,
                "%d false alarms in %.3f camera-hours: %.1f per hour, at most %.1f (95 %%)%n",
                wrong,
                hours,
                wrong / hours,
                PoissonBound.upper(wrong) / hours);
    }

    private static void line(PrintStream print, String scene, String kind, ViolationScore.Count c, RuleRun run) {
        print.printf(
                Locale.ROOT,
                "%-16s%-23s%5d%6d%7d%11.3f%8.3f%15s%n",
                scene,
                kind,
                c.right(),
                c.wrong(),
                c.missed(),
                c.precision(),
                c.recall(),
                range(ViolationScore.lateness(run, kind)));
    }

    private static String range(List<Double> late) {
        return late.isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.2f..%.2f",
                        late.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                        late.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
}
