package vn.ngatu.api.http.gate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each client may ask: a bucket of tokens that fills steadily. Knows a bounded number of clients and forgets
 * those that it heard of longest ago, whose buckets are full again anyway. Thread-safe.
 */
public final class RateLimits {

    private static final int MOST_CLIENTS = 20_000;

    private final double perSecond;
    private final double burst;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /** {@code perSecond} in the long run, {@code burst} at once. */
    public RateLimits(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    /** Takes one token of {@code client}; how long to wait when there is none. {@code nowNs} never goes back. */
    synchronized Optional<Duration> take(String client, long nowNs) {
        Bucket bucket = buckets.computeIfAbsent(client, name -> {
            Bucket full = new Bucket();
            full.tokens = burst;
            full.at = nowNs;
            return full;
        });
        bucket.tokens = Math.min(burst, bucket.tokens + (nowNs - bucket.at) / 1e9 * perSecond);
        bucket.at = nowNs;
        if (bucket.tokens >= 1) {
            bucket.tokens--;
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) / perSecond * 1000)));
    }
}
