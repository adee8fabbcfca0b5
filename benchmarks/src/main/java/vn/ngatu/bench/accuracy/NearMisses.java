package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.ngatu.bench.accuracy.SimScenario.Event;
import vn.ngatu.core.rule.Explanation;

/**
 * Whether the explanations tell of each named near miss why it was not flagged. What a near miss is called in the truth has
 * its own reasons in the rules; a doubt (undetermined) is honest but not the reason.
 */
final class NearMisses {

    private static final String SHORT = "stood no longer than allowed";
    private static final String UNNOTICED = "does not stand in such a zone";
    private static final String ASTRAY = "a short way against a lane";
    private static final String WITH = "with the lane's direction";

    /** What the truth calls a near miss (its beginning, without numbers), and the reasons that explain it. */
    private static final Map<String, Set<String>> REASONS = Map.ofEntries(
            Map.entry(
                    "already past the line",
                    Set.of("entered on green", "entered on amber", "first seen past the stop line")),
            Map.entry("crossed", Set.of("crossed within the grace", "crossing too close to red onset for its error")),
            Map.entry("entered on amber", Set.of("entered on amber", "crossing too close to red onset for its error")),
            Map.entry("permitted right turn", Set.of("permitted turn on red")),
            Map.entry("stood", Set.of("before the stop line")),
            Map.entry("stopped", Set.of("stopped past the line until the red ended")),
            Map.entry("kerb stop", Set.of(SHORT, "stood hardly longer than allowed", "queueing", UNNOTICED)),
            Map.entry("parked", Set.of(SHORT, "stood hardly longer than allowed")),
            Map.entry("lorry stops", Set.of(SHORT, "queueing", UNNOTICED)),
            Map.entry("stop in the running lane", Set.of(SHORT, "queueing", UNNOTICED)),
            Map.entry("bus at its stop", Set.of("bus at its stop", SHORT)),
            Map.entry("short queue stop", Set.of("queueing", "stood in a queue", SHORT, UNNOTICED)),
            Map.entry("queue spilling back", Set.of("queueing", "stood in a queue")),
            Map.entry("entering a frontage", Set.of("brief encroachment")),
            Map.entry("lane change within the last", Set.of("sorts itself before the junction")),
            Map.entry("out and back at once", Set.of("brief encroachment")),
            Map.entry("tall vehicle in its own lane", Set.of("in no lane kept for others", "brief encroachment")),
            Map.entry("wheels over the line", Set.of("in no lane kept for others", "brief encroachment")),
            Map.entry("overtaking a motorcycle", Set.of("overtook a two-wheeler")),
            Map.entry(
                    "overtaking outside the zone",
                    Set.of("overtook outside the zone", "began to overtake before the zone")),
            Map.entry("passing a broken-down vehicle", Set.of("passed a vehicle that stood")),
            Map.entry(
                    "overtaker on the opposite lane",
                    Set.of("beside its own direction's lane, may be overtaking", ASTRAY, WITH)),
            Map.entry("U-turn where allowed", Set.of(ASTRAY, WITH)),
            Map.entry("a few metres against the stream", Set.of(ASTRAY, WITH)),
            Map.entry("reversing", Set.of(ASTRAY, WITH)));

    /** How many near misses of one name there were, and of how many the explanations hold the reason, or a doubt instead. */
    record Found(int all, int explained, int doubted) {
        double share() {
            return (double) explained / all;
        }

        Found plus(Found other) {
            return new Found(all + other.all, explained + other.explained, doubted + other.doubted);
        }
    }

    private NearMisses() {}

    /** By the near miss's name; those that the tracker never saw are left out. */
    static Map<String, Found> of(RuleRun run, List<String> remarks) {
        Map<String, Found> found = new LinkedHashMap<>();
        for (Event event : run.scenario().negatives()) {
            List<Integer> tracks = tracksOf(run, event);
            String name = name(event);
            if (tracks.isEmpty()) {
                continue;
            }
            List<Explanation> said = run.explanations().stream()
                    .filter(e -> tracks.contains(e.track()) && concerns(e, event))
                    .toList();
            Set<String> reasons = requireNonNull(REASONS.get(name), name);
            boolean explained = said.stream().anyMatch(e -> reasons.contains(e.reason()));
            boolean doubted =
                    !explained && said.stream().anyMatch(e -> e.verdict().equals("undetermined"));
            if (!explained) {
                remarks.add("unexplained " + event + " said "
                        + said.stream().map(Explanation::reason).distinct().toList());
            }
            found.merge(event.kind() + ": " + name, new Found(1, explained ? 1 : 0, doubted ? 1 : 0), Found::plus);
        }
        return found;
    }

    private static String name(Event event) {
        return REASONS.keySet().stream()
                .filter(event.why()::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(
                        () -> new IllegalStateException("near miss: " + event.why() + " (expected: a known name)"));
    }

    /** Whether {@code e} speaks of the event's kind around its time. */
    static boolean concerns(Explanation e, Event event) {
        return e.rule().label().equals(event.kind()) && e.to() >= event.start() - 1 && e.from() <= event.end() + 6;
    }

    /** The tracks that lie on the vehicle's boxes for a good part of the event. */
    static List<Integer> tracksOf(RuleRun run, Event event) {
        List<Integer> found = new ArrayList<>();
        TreeMap<Integer, SimScenario.Seen> seen =
                run.scenario().vehicles().getOrDefault(event.vehicle(), new TreeMap<>());
        double fps = run.scenario().fps();
        int from = (int) (event.start() * fps);
        int to = (int) (event.end() * fps) + 1;
        run.boxes().forEach((track, boxes) -> {
            long alike = boxes.subMap(from, true, to, true).entrySet().stream()
                    .filter(e -> ViolationScore.alike(seen.get(e.getKey()), e.getValue()))
                    .count();
            if (alike >= 2) {
                found.add(track);
            }
        });
        found.sort(Comparator.naturalOrder());
        return found;
    }
}
