package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.bench.accuracy.SimScenario.Event;
import vn.ngatu.bench.accuracy.SimScenario.Seen;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Which violations of a run are true, false or missing. One to one per kind: the same vehicle, the decisive moment within
 * 1 s (red light, wrong way) or 2 s (lane, overtaking); stops by start within 10 s and half of the time in common. What
 * falls on an event that the truth calls undecidable counts neither way.
 */
final class ViolationScore {

    /** The kinds that the truth knows. */
    private static final List<String> KINDS = List.of(
            "red-light", "wrong-way", "wrong-lane", "prohibited-overtaking", "illegal-stopping", "illegal-parking");

    private static final Set<String> LOOSE = Set.of("wrong-lane", "prohibited-overtaking");
    /** Those that last. */
    static final Set<String> DWELL = Set.of("illegal-stopping", "illegal-parking");

    private static final double SAME_BOX = 0.4;
    private static final double START = 10;

    /** The counts of one kind. */
    record Count(int right, int wrong, int missed, int ignored, List<String> remarks) {
        double precision() {
            return right + wrong == 0 ? Double.NaN : (double) right / (right + wrong);
        }

        double recall() {
            return right + missed == 0 ? Double.NaN : (double) right / (right + missed);
        }

        boolean misses(Event event) {
            return remarks.contains("missed " + event);
        }

        Count plus(Count other) {
            List<String> all = new ArrayList<>(remarks);
            all.addAll(other.remarks);
            return new Count(
                    right + other.right, wrong + other.wrong, missed + other.missed, ignored + other.ignored, all);
        }
    }

    private final RuleRun run;
    private final SimScenario truth;

    private ViolationScore(RuleRun run) {
        this.run = run;
        this.truth = run.scenario();
    }

    /** The counts per kind, for kinds that occur. */
    static Map<String, Count> of(RuleRun run) {
        ViolationScore score = new ViolationScore(run);
        Map<String, Count> counts = new LinkedHashMap<>();
        for (String kind : KINDS) {
            Count count = score.count(kind);
            if (count.right + count.wrong + count.missed + count.ignored > 0) {
                counts.put(kind, count);
            }
        }
        return counts;
    }

    /** For every red-light violation that is right, whether its time is within the error that it states. */
    static List<Boolean> timesWithinTheirError(RuleRun run) {
        ViolationScore score = new ViolationScore(run);
        String kind = ViolationKind.RED_LIGHT.label();
        List<Violation> flagged = run.violations().stream()
                .filter(violation -> violation.kind() == ViolationKind.RED_LIGHT)
                .toList();
        List<Event> events = run.scenario().events().stream()
                .filter(event -> event.kind().equals(kind))
                .toList();
        int[] matched = score.match(kind, events, flagged);
        List<Boolean> within = new ArrayList<>();
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] >= 0) {
                Violation violation = flagged.get(matched[i]);
                Fact error = requireNonNull(violation.facts().get("timeError"));
                double off = Math.abs(violation.decisive() - events.get(i).decisive());
                within.add(off <= (Double) requireNonNull(error.value()));
            }
        }
        return within;
    }

    /** By how many seconds each right violation of the kind is late: of a stop its start, else its decisive moment. */
    static List<Double> lateness(RuleRun run, String kind) {
        ViolationScore score = new ViolationScore(run);
        List<Violation> flagged = score.flagged(kind);
        List<Event> events = score.events(kind);
        int[] matched = score.match(kind, events, flagged);
        List<Double> late = new ArrayList<>();
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] >= 0) {
                Violation violation = flagged.get(matched[i]);
                Event event = events.get(i);
                late.add(
                        DWELL.contains(kind)
                                ? violation.start() - event.start()
                                : violation.decisive() - event.decisive());
            }
        }
        return late;
    }

    /** The median of {@link #lateness}, signed; NaN where none is right. */
    static double medianLateness(RuleRun run, String kind) {
        return Quantile.of(
                lateness(run, kind).stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray(),
                0.5);
    }

    /** Within how many seconds, early or late, 95 % of the right violations of the kind are; NaN where none is right. */
    static double lateness95(RuleRun run, String kind) {
        return Quantile.of(
                lateness(run, kind).stream().mapToDouble(Math::abs).sorted().toArray(), 0.95);
    }

    private List<Violation> flagged(String kind) {
        return run.violations().stream()
                .filter(violation -> violation.kind().label().equals(kind))
                .toList();
    }

    private List<Event> events(String kind) {
        return truth.events().stream()
                .filter(event -> event.kind().equals(kind))
                .toList();
    }

    private Count count(String kind) {
        List<Violation> flagged = flagged(kind);
        List<Event> events = events(kind);
        int[] matched = match(kind, events, flagged);
        List<String> remarks = new ArrayList<>();
        boolean[] used = new boolean[flagged.size()];
        int right = 0;
        for (int i = 0; i < events.size(); i++) {
            if (matched[i] >= 0) {
                right++;
                used[matched[i]] = true;
            } else {
                remarks.add("missed " + events.get(i));
            }
        }
        int wrong = 0;
        int ignored = 0;
        for (int j = 0; j < flagged.size(); j++) {
            if (used[j]) {
                continue;
            }
            Violation violation = flagged.get(j);
            if (named(truth.ignored(), kind, violation, 3) != null) {
                ignored++;
            } else {
                wrong++;
                remarks.add("false  " + why(kind, violation) + " " + brief(violation));
            }
        }
        return new Count(right, wrong, events.size() - right, ignored, remarks);
    }

    private String why(String kind, Violation violation) {
        Event own = named(truth.events(), kind, violation, 6);
        if (own != null) {
            return "[duplicate or wrong time: " + own.id() + " " + own.why() + "]";
        }
        Event near = named(truth.negatives(), kind, violation, 3);
        return near == null ? "[no near miss]" : "[" + near.why() + "]";
    }

    private static String brief(Violation violation) {
        return String.format(
                java.util.Locale.ROOT,
                "track %d %s %.1f..%.1f..%.1f %s %s",
                violation.track(),
                violation.vehicle().label(),
                violation.start(),
                violation.decisive(),
                violation.end(),
                violation.where(),
                violation.facts().entrySet().stream()
                        .map(fact -> fact.getKey() + "=" + fact.getValue().value())
                        .toList());
    }

    private @Nullable Event named(List<Event> events, String kind, Violation violation, double margin) {
        boolean dwell = DWELL.contains(kind);
        double from = dwell ? Math.min(violation.start(), violation.decisive()) : violation.decisive();
        for (Event event : events) {
            if (event.kind().equals(kind)
                    && event.start() - margin <= violation.decisive()
                    && from <= event.end() + margin
                    && same(violation, event.vehicle())) {
                return event;
            }
        }
        return null;
    }

    // The flagged violation of each event, or -1.
    private int[] match(String kind, List<Event> events, List<Violation> flagged) {
        double[][] cost = new double[events.size()][flagged.size()];
        for (int i = 0; i < events.size(); i++) {
            for (int j = 0; j < flagged.size(); j++) {
                cost[i][j] = cost(kind, events.get(i), flagged.get(j));
            }
        }
        return SparseMatching.of(cost);
    }

    private double cost(String kind, Event event, Violation violation) {
        double off;
        if (DWELL.contains(kind)) {
            off = Math.abs(violation.start() - event.start());
            double shared = Math.min(violation.end(), event.end()) - Math.max(violation.start(), event.start());
            double whole = Math.max(violation.end(), event.end()) - Math.min(violation.start(), event.start());
            if (off > START || !(shared / whole >= 0.5)) {
                return Double.POSITIVE_INFINITY;
            }
        } else {
            off = Math.abs(violation.decisive() - event.decisive());
            if (off > (LOOSE.contains(kind) ? 2 : 1)) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return same(violation, event.vehicle()) ? off : Double.POSITIVE_INFINITY;
    }

    /** Whether {@code violation} is about the vehicle: by its box at the decisive moment, else by most of its track. */
    private boolean same(Violation violation, int vehicle) {
        TreeMap<Integer, Seen> seen = truth.vehicles().get(vehicle);
        if (seen == null) {
            return false;
        }
        int decisive = (int) Math.rint(violation.decisive() * truth.fps());
        int reach = (int) Math.floor(Math.max(1, 0.6 * truth.fps()));
        Integer before = seen.floorKey(decisive);
        Integer after = seen.ceilingKey(decisive);
        Integer nearest = before == null || after != null && after - decisive < decisive - before ? after : before;
        int[] frames = {decisive - 1, decisive, decisive + 1, nearest == null ? -1 : nearest};
        for (int frame : frames) {
            Seen at = seen.get(frame);
            if (at != null && Math.abs(frame - decisive) <= reach && at.box().iou(violation.box()) >= SAME_BOX) {
                return true;
            }
        }
        return sameTrack(violation, seen);
    }

    private boolean sameTrack(Violation violation, TreeMap<Integer, Seen> seen) {
        TreeMap<Integer, Box> boxes = run.boxes().get(violation.track());
        if (boxes == null) {
            return false;
        }
        int from = (int) Math.ceil(violation.start() * truth.fps()) - 1;
        int to = (int) Math.floor(violation.end() * truth.fps()) + 1;
        var evidence = boxes.subMap(from, true, Math.max(from, to), true);
        long alike = evidence.entrySet().stream()
                .filter(entry -> alike(seen.get(entry.getKey()), entry.getValue()))
                .count();
        return !evidence.isEmpty() && alike >= 0.5 * evidence.size();
    }

    /** Whether a box lies on the road user. */
    static boolean alike(@Nullable Seen seen, Box box) {
        return seen != null && seen.box().iou(box) >= SAME_BOX;
    }
}
