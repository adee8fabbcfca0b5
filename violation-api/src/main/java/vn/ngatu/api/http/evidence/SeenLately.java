package vn.ngatu.api.http.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who read which file lately. A player asks for a clip in dozens of parts; what is on record is that somebody looked at
 * it, once in five minutes. Bounded; thread-safe.
 */
final class SeenLately {

    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Map<String, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    /** Whether {@code look} is on record for the time before {@code now}. */
    synchronized boolean contains(String look, Instant now) {
        Instant last = seen.get(look);
        return last != null && last.plus(LATELY).isAfter(now);
    }

    /** Notes that {@code look} is on record since {@code now}. */
    synchronized void add(String look, Instant now) {
        seen.remove(look);
        seen.put(look, now);
    }
}
