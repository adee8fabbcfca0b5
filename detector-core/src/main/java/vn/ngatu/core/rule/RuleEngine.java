package vn.ngatu.core.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Runs every rule over every road user of one camera, frame by frame, and keeps what the rules remember; a road user's
 * memory goes when the tracker gives it up. Not thread-safe: one camera, one thread at a time. A rule that throws
 * is isolated: the fault is counted and that verdict is undetermined.
 */
public final class RuleEngine {

    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);
    private static final double GAPS_KEPT = 120;
    private static final int MOST_DOUBTS = 200;
    private static final Comparator<Violation> ORDER = Comparator.comparingDouble(Violation::decided)
            .thenComparingDouble(Violation::decisive)
            .thenComparingInt(Violation::track)
            .thenComparing(Violation::kind);

    private final List<Rule<?>> rules;
    private final Consumer<Explanation> explanations;
    private final Map<Integer, Trail> trails = new LinkedHashMap<>();
    private final Map<Integer, List<Docket<?>>> dockets = new LinkedHashMap<>();
    private final Map<Integer, List<Docket<?>>> closing = new LinkedHashMap<>();
    private final List<SceneView.Gap> gaps = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private final SceneView view;
    private double previous = Double.NaN;
    private long faults;

    /**
     * An engine for one camera.
     *
     * @param rules in the order in which they are asked, as from {@link Rules#all}
     * @param start wall time of presentation time 0; null when unknown, then zones with hours are undetermined
     * @param explanations takes what the rules said of each road user; called on the engine's thread
     */
    public RuleEngine(
            List<Rule<?>> rules,
            SceneIndex index,
            SignalTimeline signals,
            @Nullable Instant start,
            Consumer<Explanation> explanations) {
        this(rules, index, start == null ? pts -> null : given(start), signals, explanations);
    }

    /**
     * An engine for one camera of which the wall time may become known, or better known, while it runs.
     *
     * @param clock tells wall time; where it tells none, zones with hours are undetermined
     */
    public RuleEngine(
            List<Rule<?>> rules,
            SceneIndex index,
            StreamClock clock,
            SignalTimeline signals,
            Consumer<Explanation> explanations) {
        this.rules = List.copyOf(rules);
        this.explanations = explanations;
        this.view = new SceneView(index, signals, clock, trails, gaps);
    }

    private static StreamClock given(Instant start) {
        return ptsNs -> new WallTime(start.plusNanos(ptsNs), 0, ClockSource.GIVEN);
    }

    /** A time in which nothing may be decided. */
    private record Doubt(String reason, double from, double to) {}

    /**
     * Says that nothing that rests on the time from {@code from} to {@code to} may be flagged; it is undetermined. Repeated
     * with the same reason for a time that touches the last one, it lengthens it.
     *
     * @param reason why, in a fixed phrase
     */
    public void doubt(String reason, double from, double to) {
        Doubt newest = doubts.isEmpty() ? null : doubts.get(doubts.size() - 1);
        if (newest != null && newest.reason.equals(reason) && from <= newest.to) {
            doubts.set(doubts.size() - 1, new Doubt(reason, Math.min(from, newest.from), Math.max(to, newest.to)));
            return;
        }
        doubts.add(new Doubt(reason, from, to));
        if (doubts.size() > MOST_DOUBTS) {
            Doubt oldest = doubts.remove(0);
            Doubt next = doubts.get(0);
            doubts.set(0, new Doubt(next.reason, Math.min(oldest.from, next.from), next.to));
        }
    }

    /**
     * Moves on to the next analysed frame.
     *
     * @param time its presentation time, seconds; never before that of the last call
     * @param tracks the confirmed road users, seen or coasting; one that is missing here is hidden for now
     * @param removed the numbers of those that the tracker gave up for good
     * @param lost seconds of video lost (dropped or undecodable) just before this frame; 0 normally
     * @return what was decided, in a fixed order
     */
    public List<Violation> step(double time, List<Track> tracks, Collection<Integer> removed, double lost) {
        if (time < previous) {
            throw new IllegalArgumentException("time: " + time + " (expected: >= " + previous + ")");
        }
        previous = time;
        noteGap(time, lost);
        view.moveTo(time, tracks);
        for (Track track : tracks) {
            trails.computeIfAbsent(track.id(), id -> new Trail()).add(track);
        }
        List<Violation> found = new ArrayList<>();
        for (Track track : tracks) {
            if (track.objectClass() == ObjectClass.PEDESTRIAN) {
                continue;
            }
            for (Docket<?> docket : dockets.computeIfAbsent(track.id(), id -> open())) {
                docket.step(track, found);
            }
        }
        removed.forEach(this::forget);
        close(found);
        found.sort(ORDER);
        return found;
    }

    /** Ends the stream at {@code time}: everyone is gone. The engine is empty afterwards. */
    public List<Violation> finish(double time) {
        view.end(time);
        List<Violation> found = new ArrayList<>();
        List.copyOf(trails.keySet()).forEach(this::forget);
        close(found);
        closing.clear();
        trails.clear();
        found.sort(ORDER);
        return found;
    }

    /** How often a rule has thrown since the start. */
    public long faults() {
        return faults;
    }

    private void noteGap(double time, double lost) {
        if (lost > 0) {
            gaps.add(new SceneView.Gap(time - lost, time));
        }
        gaps.removeIf(gap -> gap.to() < time - GAPS_KEPT);
    }

    private List<Docket<?>> open() {
        List<Docket<?>> opened = new ArrayList<>(rules.size());
        for (Rule<?> rule : rules) {
            opened.add(new Docket<>(rule));
        }
        return opened;
    }

    private void forget(Integer id) {
        List<Docket<?>> closed = dockets.remove(id);
        if (closed != null) {
            closing.put(id, closed);
        } else if (!closing.containsKey(id)) {
            trails.remove(id);
        }
    }

    // Asks for the last words on those who are gone; what is remembered of them goes when the last one is said.
    private void close(List<Violation> found) {
        closing.forEach((id, open) -> {
            Trail trail = trails.get(id);
            open.removeIf(docket -> trail == null || docket.end(trail.latest(), found));
        });
        closing.entrySet().removeIf(entry -> entry.getValue().isEmpty() && trails.remove(entry.getKey()) != null);
    }

    /** One rule's dealings with one road user. */
    private final class Docket<S> {
        private final Rule<S> rule;
        private final S state;
        private @Nullable Explanation open;

        Docket(Rule<S> rule) {
            this.rule = rule;
            this.state = rule.newState();
        }

        void step(Track track, List<Violation> found) {
            Verdict verdict;
            try {
                verdict = rule.step(state, track, view);
            } catch (RuntimeException e) {
                verdict = fault(track, e);
            }
            // Nothing new is known of a road user that is hidden: it would only cut the explanation into pieces.
            if (track.observed() || open == null || verdict instanceof Verdict.Violated) {
                take(track, verdict, found);
            }
        }

        // Whether the last word is said.
        boolean end(Track last, List<Violation> found) {
            Verdict verdict;
            try {
                verdict = rule.end(state, last, view);
            } catch (RuntimeException e) {
                verdict = fault(last, e);
            }
            if (!verdict.isFinal()) {
                return false;
            }
            take(last, verdict, found);
            if (open != null) {
                explanations.accept(open);
            }
            return true;
        }

        private Verdict fault(Track track, RuntimeException e) {
            ViolationKind kind = rule.kind();
            if (faults++ == 0) {
                LOG.warn("rule {} failed on track {}: further faults are only counted", kind.label(), track.id(), e);
            }
            return new Verdict.Undetermined("rule failed", String.valueOf(e.getMessage()));
        }

        private Verdict certain(Verdict verdict) {
            if (verdict instanceof Verdict.Violated violated) {
                for (Doubt doubt : doubts) {
                    Violation act = violated.violation();
                    if (doubt.from <= act.decided() && doubt.to >= act.start()) {
                        return new Verdict.Undetermined(doubt.reason, "");
                    }
                }
            }
            return verdict;
        }

        private void take(Track track, Verdict said, List<Violation> found) {
            Verdict verdict = certain(said);
            if (verdict instanceof Verdict.Violated violated) {
                found.add(violated.violation());
            }
            String name = name(verdict);
            Explanation before = open;
            boolean same = before != null
                    && before.verdict().equals(name)
                    && before.reason().equals(verdict.reason());
            if (before != null && !same) {
                explanations.accept(before);
            }
            open = new Explanation(
                    track.id(),
                    track.objectClass(),
                    rule.kind(),
                    before != null && same ? before.from() : track.time(),
                    track.time(),
                    name,
                    verdict.reason(),
                    verdict.detail());
        }

        private static String name(Verdict verdict) {
            if (verdict instanceof Verdict.Clear) {
                return "clear";
            } else if (verdict instanceof Verdict.Pending) {
                return "pending";
            }
            return verdict instanceof Verdict.Violated ? "violated" : "undetermined";
        }
    }
}
