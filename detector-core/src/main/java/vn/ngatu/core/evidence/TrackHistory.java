package vn.ngatu.core.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.track.Track;

/** Where each road user was lately. Owned by the camera's analysis; what is older than asked for is dropped. */
final class TrackHistory {

    private final Map<Integer, Deque<Track>> samples = new HashMap<>();

    /** Takes the road users of the newest frame. */
    void add(List<Track> tracks) {
        for (Track track : tracks) {
            samples.computeIfAbsent(track.id(), id -> new ArrayDeque<>()).addLast(track);
        }
    }

    /** Drops everything before {@code time}. */
    void forgetBefore(double time) {
        samples.values().removeIf(of -> {
            while (!of.isEmpty() && of.peekFirst().time() < time) {
                of.removeFirst();
            }
            return of.isEmpty();
        });
    }

    /** One road user from {@code from} to {@code to}, both inclusive, oldest first. */
    List<Track> of(int track, double from, double to) {
        return all(track).stream()
                .filter(sample -> sample.time() >= from && sample.time() <= to)
                .toList();
    }

    /** The last time at or before {@code time} at which the road user was really seen; null if never. */
    @Nullable Track seenBy(int track, double time) {
        Track found = null;
        for (Track sample : all(track)) {
            if (sample.observed() && sample.time() <= time) {
                found = sample;
            }
        }
        return found;
    }

    /** The first time at or after {@code time} at which it was really seen; null if never. */
    @Nullable Track seenFrom(int track, double time) {
        return first(track, sample -> sample.observed() && sample.time() >= time);
    }

    /** The first sample for which {@code wanted} holds from there to the newest sample; null when it doesn't hold now. */
    @Nullable Track holdingSince(int track, Predicate<Track> wanted) {
        Track since = null;
        for (var newest = all(track).descendingIterator(); newest.hasNext(); ) {
            Track sample = newest.next();
            if (!wanted.test(sample)) {
                break;
            }
            since = sample.observed() ? sample : since;
        }
        return since;
    }

    private @Nullable Track first(int track, Predicate<Track> wanted) {
        for (Track sample : all(track)) {
            if (wanted.test(sample)) {
                return sample;
            }
        }
        return null;
    }

    private Deque<Track> all(int track) {
        return samples.getOrDefault(track, new ArrayDeque<>());
    }
}
