package vn.ngatu.core.signal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each signal showed when: intervals in the order of time, append-only. Times are presentation seconds; a time that
 * no interval covers is {@link SignalState#UNKNOWN}.
 *
 * <p>A state may become certain only some frames after its onset. {@link #decidedUntil} tells how far a signal's states
 * are final: a question about a later time may be answered differently once more has been seen.
 *
 * <p>Pure and deterministic. Not thread-safe: owned by the camera's analysis.
 */
public final class SignalTimeline {

    private final SignalSource source;
    private final SortedMap<String, List<SignalInterval>> intervals = new TreeMap<>();
    private boolean complete;

    /** An empty timeline of states from {@code source}. */
    public SignalTimeline(SignalSource source) {
        this.source = requireNonNull(source, "source");
    }

    /** Where the states come from. */
    public SignalSource source() {
        return source;
    }

    /**
     * Adds a final state; one that goes on where the signal's last interval ended lengthens it.
     *
     * @throws IllegalArgumentException if it starts before the signal's last interval ends
     */
    public void append(SignalInterval next) {
        List<SignalInterval> known = intervals.computeIfAbsent(next.signal(), signal -> new ArrayList<>());
        if (known.isEmpty()) {
            known.add(next);
            return;
        }
        SignalInterval last = known.get(known.size() - 1);
        if (next.start() < last.end()) {
            throw new IllegalArgumentException(
                    "signal " + next.signal() + ": start " + next.start() + " (expected: >= " + last.end() + ")");
        }
        if (next.start() == last.end() && next.state() == last.state()) {
            known.set(known.size() - 1, new SignalInterval(last.signal(), last.start(), next.end(), last.state()));
        } else if (next.start() < next.end()) {
            known.add(next);
        }
    }

    /** Says that nothing will be added any more: all that is missing stays unknown. */
    public void complete() {
        complete = true;
    }

    /** What {@code signal} shows at {@code time}. */
    public SignalState at(String signal, double time) {
        List<SignalInterval> known = of(signal);
        int index = lastStartedBy(known, time);
        return index >= 0 && time < known.get(index).end() ? known.get(index).state() : SignalState.UNKNOWN;
    }

    /**
     * The onset of the state that holds at {@code time}, as far as it was watched; minus infinity for the unknown time before
     * the first interval. The first interval's start is when watching began, so the true onset may be earlier.
     */
    public double since(String signal, double time) {
        List<SignalInterval> known = of(signal);
        int index = lastStartedBy(known, time);
        if (index < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        SignalInterval last = known.get(index);
        return time < last.end() ? last.start() : last.end();
    }

    /** The time up to which the states of {@code signal} are final; minus infinity before anything is known. */
    public double decidedUntil(String signal) {
        if (complete) {
            return Double.POSITIVE_INFINITY;
        }
        List<SignalInterval> known = of(signal);
        return known.isEmpty()
                ? Double.NEGATIVE_INFINITY
                : known.get(known.size() - 1).end();
    }

    /** All intervals, by signal and then by time. */
    public List<SignalInterval> intervals() {
        return intervals.values().stream().flatMap(List::stream).toList();
    }

    /** The intervals of one signal by time; empty for a signal never heard of. */
    public List<SignalInterval> intervals(String signal) {
        return List.copyOf(of(signal));
    }

    /** Drops what isn't needed to answer questions about {@code time} or later, so that a live camera's memory is bounded. */
    public void forgetBefore(double time) {
        for (List<SignalInterval> known : intervals.values()) {
            int needed = lastStartedBy(known, time);
            if (needed > 0) {
                known.subList(0, needed).clear();
            }
        }
    }

    private List<SignalInterval> of(String signal) {
        return intervals.getOrDefault(signal, List.of());
    }

    private static int lastStartedBy(List<SignalInterval> known, double time) {
        int low = 0;
        int high = known.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (known.get(middle).start() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
