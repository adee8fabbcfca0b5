package vn.ngatu.core.blind;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the ledger's entries of one camera: told again and again what is not watched now, it opens and closes intervals.
 * One thread at a time.
 */
public final class BlindWatch {

    private final BlindLedger ledger;
    private final String camera;
    private final Map<Blind, BlindInterval> open = new LinkedHashMap<>();

    /** A camera of which everything is watched, as far as is known. */
    public BlindWatch(BlindLedger ledger, String camera) {
        this.ledger = ledger;
        this.camera = camera;
    }

    /**
     * Takes what is not watched at {@code now}, each with its detail; what is missing is watched again.
     *
     * @throws IOException when the ledger can't be written; the same call may be repeated
     */
    public void update(Instant now, Map<Blind, String> blind) throws IOException {
        for (Blind each : Set.copyOf(open.keySet())) {
            BlindInterval interval = open.get(each);
            if (interval != null && !blind.containsKey(each)) {
                ledger.end(interval.endedAt(now));
                open.remove(each);
            }
        }
        for (Map.Entry<Blind, String> each : blind.entrySet()) {
            if (!open.containsKey(each.getKey())) {
                BlindInterval interval = new BlindInterval(
                        camera, each.getKey().rule(), now, null, each.getKey().cause(), each.getValue());
                ledger.begin(interval);
                open.put(each.getKey(), interval);
            }
        }
    }

    /** What is not watched now. */
    public Set<Blind> open() {
        return Set.copyOf(open.keySet());
    }
}
