package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.evidence.ViolationsWriter;
import vn.ngatu.core.rule.Explanation;
import vn.ngatu.core.track.TracksCsv;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;

/**
 * Prints precision and recall per kind over simulated scenarios.
 *
 * <pre>
 * RuleAccuracy [--truth | --boxes | --pose] [--pitch DEG] [--focal FACTOR] [--height FACTOR]
 *              [--list] [--explain] [--out DIR] FOLDER...
 * </pre>
 *
 * <p>A folder is one scenario or holds several. {@code --truth} feeds the truth's tracks in place of the tracker's,
 * {@code --boxes} the tracker with the truth's boxes, and {@code --pose} takes the true pose where a scene is calibrated by
 * one. {@code --pitch}, {@code --focal} and {@code --height} put an error into the calibration. {@code --list} names what was
 * missed and wrongly flagged; {@code --explain} what the rules said of events and near misses, of how many near misses the
 * reason is told, and how often which reason stood behind a miss.
 */
public final class RuleAccuracy {

    private RuleAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, ConfigException {
        RuleRun.Source source = RuleRun.Source.TRACKER;
        boolean list = false;
        boolean explain = false;
        double pitch = 0;
        double focal = 1;
        double height = 1;
        Path out = null;
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--truth" -> source = RuleRun.Source.TRUTH;
                case "--boxes" -> source = RuleRun.Source.BOXES;
                case "--pose" -> source = RuleRun.Source.POSE;
                case "--list" -> list = true;
                case "--explain" -> explain = true;
                case "--pitch" -> pitch = Math.toRadians(Double.parseDouble(args[++i]));
                case "--focal" -> focal = Double.parseDouble(args[++i]);
                case "--height" -> height = Double.parseDouble(args[++i]);
                case "--out" -> out = Path.of(args[++i]);
                default -> folders.addAll(scenarios(Path.of(args[i])));
            }
        }
        PrintStream print = System.out;
        Map<String, ViolationScore.Count> totals = new LinkedHashMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, NearMisses.Found> nearMisses = new TreeMap<>();
        Map<String, SharedPlace.Tally> stands = new TreeMap<>();
        List<Boolean> covered = new ArrayList<>();
        double hours = 0;
        print.printf("%-12s%-23s%4s%4s%4s%4s%8s%8s%n", "scenario", "kind", "TP", "FP", "FN", "ign", "prec", "rec");
        for (Path folder : folders) {
            SimScenario scenario = SimScenario.load(folder);
            RuleRun run = RuleRun.of(scenario, source, new RuleRun.Error(pitch, focal, height));
            hours += scenario.seconds() / 3600;
            String name =
                    folder.toAbsolutePath().getName(folder.toAbsolutePath().getNameCount() - 2) + "/" + scenario.name();
            Map<String, ViolationScore.Count> scored = ViolationScore.of(run);
            for (var entry : scored.entrySet()) {
                line(print, name, entry.getKey(), entry.getValue());
                totals.merge(entry.getKey(), entry.getValue(), ViolationScore.Count::plus);
                if (list) {
                    entry.getValue().remarks().forEach(remark -> print.println("      " + remark));
                }
            }
            scored.forEach((kind, count) -> scenario.events().stream()
                    .filter(event -> event.kind().equals(kind) && ViolationScore.DWELL.contains(kind))
                    .forEach(event -> stands.put(
                            kind,
                            stands.getOrDefault(kind, SharedPlace.Tally.NONE)
                                    .plus(SharedPlace.of(scenario, event), !count.misses(event)))));
            covered.addAll(ViolationScore.timesWithinTheirError(run));
            if (explain) {
                List<String> unexplained = new ArrayList<>();
                NearMisses.of(run, unexplained)
                        .forEach((miss, found) -> nearMisses.merge(miss, found, NearMisses.Found::plus));
                unexplained.forEach(remark -> print.println("      " + remark));
                explain(print, run);
                scored.forEach((kind, count) -> run.scenario().events().stream()
                        .filter(event -> event.kind().equals(kind) && count.misses(event))
                        .forEach(event -> reasons.merge(kind + ": " + reason(run, event), 1, Integer::sum)));
            }
            if (out != null) {
                write(run, out.resolve(name));
            }
        }
        reasons.forEach((reason, count) -> print.printf("missed %3d  %s%n", count, reason));
        nearMisses.forEach((miss, found) -> print.printf(
                Locale.ROOT,
                "near miss %4d, explained %.3f, doubted %d, not in the picture %d  %s%n",
                found.all(),
                found.share(),
                found.doubted(),
                found.unseen(),
                miss));
        print.printf(
                Locale.ROOT,
                "red-light times within their stated error: %d of %d%n",
                covered.stream().filter(within -> within).count(),
                covered.size());
        totals.forEach((kind, count) -> line(print, "all", kind, count));
        stands.forEach((kind, tally) -> print.printf(
                Locale.ROOT,
                "%s: found %d of %d alone in their place, %d of %d where the simulation has another body inside%n",
                kind,
                tally.foundAlone(),
                tally.alone(),
                tally.foundShared(),
                tally.shared()));
        int wrong =
                totals.values().stream().mapToInt(ViolationScore.Count::wrong).sum();
        print.printf(Locale.ROOT, "%d false alarms in %.2f camera-hours%n", wrong, hours);
    }

    static List<Path> scenarios(Path folder) throws IOException {
        if (Files.exists(folder.resolve("truth.json"))) {
            return List.of(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> Files.exists(path.resolve("truth.json")))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static void line(PrintStream print, String name, String kind, ViolationScore.Count c) {
        print.printf(
                Locale.ROOT,
                "%-12s%-23s%4d%4d%4d%4d%8.3f%8.3f%n",
                name,
                kind,
                c.right(),
                c.wrong(),
                c.missed(),
                c.ignored(),
                c.precision(),
                c.recall());
    }

    // The firmest and newest thing that was said of a missed event's vehicle.
    private static String reason(RuleRun run, SimScenario.Event event) {
        List<String> firmness = List.of("clear", "pending", "undetermined", "violated");
        List<Integer> tracks = NearMisses.tracksOf(run, event);
        return run.explanations().stream()
                .filter(e -> tracks.contains(e.track()) && NearMisses.concerns(e, event))
                .max(Comparator.<Explanation>comparingInt(e -> firmness.indexOf(e.verdict()))
                        .thenComparingDouble(Explanation::to))
                .map(Explanation::reason)
                .orElse("no track");
    }

    // What each rule said about the vehicles of the truth's near misses and events around their time.
    private static void explain(PrintStream print, RuleRun run) {
        Map<Integer, List<Explanation>> byTrack = new TreeMap<>();
        run.explanations()
                .forEach(e -> byTrack.computeIfAbsent(e.track(), id -> new ArrayList<>())
                        .add(e));
        for (List<SimScenario.Event> events :
                List.of(run.scenario().events(), run.scenario().negatives())) {
            for (SimScenario.Event event : events) {
                StringBuilder said = new StringBuilder();
                for (int track : NearMisses.tracksOf(run, event)) {
                    for (Explanation e : byTrack.getOrDefault(track, List.of())) {
                        if (NearMisses.concerns(e, event)) {
                            said.append(String.format(
                                    Locale.ROOT,
                                    " | %d %.1f-%.1f %s: %s (%s)",
                                    track,
                                    e.from(),
                                    e.to(),
                                    e.verdict(),
                                    e.reason(),
                                    e.detail()));
                        }
                    }
                }
                print.println("  " + event + said);
            }
        }
    }

    /** Writes the run as {@code analyze} would: {@code violations.jsonl} and {@code tracks.csv}. */
    static void write(RuleRun run, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ViolationsWriter writer = ViolationsWriter.create(folder.resolve("violations.jsonl"))) {
            for (Violation violation : run.violations()) {
                writer.accept(ReportedViolation.of("sim", "sim", null, violation, null));
            }
            writer.finish();
        }
        try (TracksCsv csv = TracksCsv.create(folder.resolve("tracks.csv"))) {
            for (int frame = 0; frame < run.frames().size(); frame++) {
                csv.write(frame, run.frames().get(frame));
            }
            csv.finish();
        }
    }
}
