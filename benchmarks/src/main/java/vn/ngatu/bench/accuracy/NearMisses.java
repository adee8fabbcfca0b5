package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.bench.accuracy.SimScenario.Event;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.rule.Explanation;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.signal.SignalsCsv;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Whether the explanations tell of each named near miss why it was not flagged. What a near miss is called in the truth has
 * its own reasons in the rules; a doubt (undetermined) is honest but not the reason.
 *
 * <p>What a rule says while an act is open counts with what it came to. A crossing within {@link #AT_CHANGE} seconds of a
 * change of the signal may be told as the state before or after it.
 */
final class NearMisses {

    private static final String SHORT = "stood no longer than allowed";
    private static final String HARDLY = "stood hardly longer than allowed";
    private static final String IN_QUEUE = "stood in a queue";
    private static final String UNNOTICED = "does not stand in such a zone";
    private static final String ASTRAY = "a short way against a lane";
    private static final String WITH = "with the lane's direction";
    private static final String AT_LINE = "stands at the stop line, not surely past it";
    private static final String WAITED = "stopped past the line until the red ended";
    private static final String ON_GREEN = "entered on green";
    private static final String ON_AMBER = "entered on amber";
    private static final String AT_ONSET = "crossing too close to red onset for its error";

    private static final double AT_CHANGE = 0.3;
    private static final double SHOWN = 0.3;

    /** What the truth calls a near miss (its beginning, without numbers), and the reasons each of which explains it. */
    private static final Map<String, Set<String>> REASONS = Map.ofEntries(
            Map.entry("already past the line", Set.of(ON_GREEN, ON_AMBER, "first seen past the stop line")),
            Map.entry("crossed", Set.of("crossed within the grace", AT_ONSET)),
            Map.entry("entered on amber", Set.of(ON_AMBER, AT_ONSET)),
            // Who gives way in the junction until the light is green has not gone on red.
            Map.entry("permitted right turn", Set.of("permitted turn on red", WAITED)),
            Map.entry("stood", Set.of("before the stop line", AT_LINE)),
            Map.entry("stopped", Set.of(WAITED)),
            Map.entry("kerb stop", Set.of(SHORT, HARDLY, IN_QUEUE, "queueing", UNNOTICED)),
            Map.entry("parked", Set.of(SHORT, HARDLY)),
            Map.entry("lorry stops", Set.of(SHORT, "queueing", IN_QUEUE, UNNOTICED)),
            Map.entry("stop in the running lane", Set.of(SHORT, "queueing", UNNOTICED)),
            Map.entry("bus at its stop", Set.of("bus at its stop", SHORT, IN_QUEUE)),
            Map.entry("short queue stop", Set.of("queueing", IN_QUEUE, SHORT, UNNOTICED)),
            Map.entry("queue spilling back", Set.of("queueing", IN_QUEUE)),
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

    /**
     * How many near misses of one name there were, of how many the explanations hold the reason, or a doubt instead, and how
     * many took place where the picture doesn't show them, which don't count.
     */
    record Found(int all, int explained, int doubted, int unseen) {
        double share() {
            return (double) explained / all;
        }

        Found plus(Found other) {
            return new Found(
                    all + other.all, explained + other.explained, doubted + other.doubted, unseen + other.unseen);
        }
    }

    private NearMisses() {}

    /** By kind and the near miss's name; those that the tracker never saw are unexplained. */
    static Map<String, Found> of(RuleRun run, List<String> remarks) throws IOException, ConfigException {
        SignalTimeline signals = SignalsCsv.read(run.scenario().folder().resolve("signals.csv"));
        Map<String, Found> found = new LinkedHashMap<>();
        for (Event event : run.scenario().negatives()) {
            String name = event.kind() + ": " + name(event);
            if (!isShown(run.scenario(), event)) {
                found.merge(name, new Found(0, 0, 0, 1), Found::plus);
                continue;
            }
            List<Explanation> said = said(run, event);
            Set<String> reasons = reasons(event, said, signals);
            boolean explained = said.stream().anyMatch(e -> reasons.contains(e.reason()));
            boolean doubted =
                    !explained && said.stream().anyMatch(e -> e.verdict().equals("undetermined"));
            if (!explained) {
                remarks.add("unexplained " + event + " said "
                        + said.stream().map(Explanation::reason).distinct().toList());
            }
            found.merge(name, new Found(1, explained ? 1 : 0, doubted ? 1 : 0, 0), Found::plus);
        }
        return found;
    }

    // Whether the vehicle is in the picture at the decisive moment and shortly before: else nothing can be seen of the
    // act.
    private static boolean isShown(SimScenario scenario, Event event) {
        TreeMap<Integer, SimScenario.Seen> seen = scenario.vehicles().getOrDefault(event.vehicle(), new TreeMap<>());
        int before = (int) Math.floor(Math.max(0, event.decisive() - SHOWN) * scenario.fps());
        int at = (int) Math.floor(event.decisive() * scenario.fps());
        return isShown(seen.floorEntry(before), before) && isShown(seen.floorEntry(at), at);
    }

    private static boolean isShown(Map.@Nullable Entry<Integer, SimScenario.Seen> row, int frame) {
        return row != null && frame - row.getKey() <= 1 && row.getValue().truncation() < RuleRun.CUT_OFF;
    }

    private static Set<String> reasons(Event event, List<Explanation> said, SignalTimeline signals) {
        Set<String> reasons = new HashSet<>(requireNonNull(REASONS.get(name(event)), event.why()));
        boolean change = event.kind().equals(ViolationKind.RED_LIGHT.label())
                && signals.intervals().stream()
                        .anyMatch(interval -> Math.abs(interval.start() - event.decisive()) <= AT_CHANGE);
        // Who surely passes the line only when it is green has stood there until then.
        boolean stoodThere = said.stream().anyMatch(e -> e.reason().equals(AT_LINE));
        if (change || stoodThere && reasons.contains(WAITED)) {
            reasons.add(ON_GREEN);
        }
        if (change) {
            reasons.add(ON_AMBER);
        }
        return reasons;
    }

    /** What was said of the event's vehicle, and what that came to where it was still open. */
    private static List<Explanation> said(RuleRun run, Event event) {
        List<Explanation> said = new ArrayList<>();
        for (int track : tracksOf(run, event)) {
            boolean open = false;
            for (Explanation e : run.explanations()) {
                if (e.track() != track || !e.rule().label().equals(event.kind())) {
                    continue;
                }
                if (concerns(e, event) || open) {
                    said.add(e);
                    open = e.verdict().equals("pending");
                }
            }
        }
        return said;
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
