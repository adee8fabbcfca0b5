package vn.ngatu.api.review;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * When two cases of the same plate, site and kind are one act: a vehicle that stands is one case for as long as it stands;
 * of what moves, each crossing is one.
 */
public final class DuplicateRule {

    private static final Set<String> STANDING = Set.of("illegal-stopping", "illegal-parking");

    private DuplicateRule() {}

    /** Whether two acts of one vehicle, of one {@code kind} at one site, are the same act. */
    public static boolean same(String kind, Case.Act one, Case.Act other, ReviewPolicy policy) {
        if (!STANDING.contains(kind)) {
            return gap(one.decisive(), other.decisive()).compareTo(policy.crossing()) <= 0;
        }
        boolean oneFirst = !one.start().isAfter(other.start());
        Instant end = oneFirst ? one.end() : other.end();
        Instant start = oneFirst ? other.start() : one.start();
        return Duration.between(end, start).compareTo(policy.presence()) <= 0;
    }

    private static Duration gap(Instant one, Instant other) {
        return Duration.between(one, other).abs();
    }
}
