package vn.ngatu.core.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * The moments of the three stills, each at a frame in which the vehicle was really seen: before the act (for standing, its start),
 * when the offence is complete in fact, and after.
 *
 * @param chosen in the order of {@link #NAMES}; at most three
 * @param missing what can't be shown, with the reason
 */
record Moments(List<Moment> chosen, List<Manifest.Missing> missing) {

    /** The stills' names. */
    static final List<String> NAMES = List.of("a-before", "b-decisive", "c-after");

    // Two pictures of a standing vehicle must lie this far apart to show that it stood (GA/T 832-2014: at least 10 s).
    private static final double STANDING_APART = 10;
    // Pictures of a moving vehicle must show that it moved.
    private static final double MOVING_APART = 0.4;
    // How far from its moment a picture may lie and still be called by its name.
    private static final double TOLERANCE = 1.5;

    /** One still to be made; {@code track} is the vehicle in that frame. */
    record Moment(String name, Track track) {
        double time() {
            return track.time();
        }

        long ptsNs() {
            return Math.round(track.time() * 1e9);
        }
    }

    /** Whether the kind is about standing. */
    static boolean isStanding(ViolationKind kind) {
        return kind == ViolationKind.ILLEGAL_STOPPING || kind == ViolationKind.ILLEGAL_PARKING;
    }

    /**
     * Chooses the moments.
     *
     * @param early the vehicle at the start of its standing, kept from when that was still in the history; null if none
     */
    static Moments of(Violation violation, TrackHistory history, @Nullable Track early) {
        boolean standing = isStanding(violation.kind());
        int id = violation.track();
        Track decisive = history.seenFrom(id, violation.decisive());
        Track before;
        double afterFrom;
        if (standing) {
            before = early != null ? early : history.seenFrom(id, violation.start());
            afterFrom = Math.max(
                    Math.max(violation.end(), violation.decisive() + 3),
                    (before == null ? violation.start() : before.time()) + STANDING_APART);
        } else {
            before = history.seenBy(id, Math.min(violation.start(), violation.decisive() - MOVING_APART));
            afterFrom = Math.max(
                    violation.end(), (decisive == null ? violation.decisive() : decisive.time()) + MOVING_APART);
        }
        Track after = history.seenFrom(id, afterFrom);
        Track last = history.seenBy(id, Double.POSITIVE_INFINITY);
        if (after == null && last != null && decisive != null && last.time() > decisive.time()) {
            after = last;
        }
        return select(violation, standing, before, decisive, after);
    }

    private static Moments select(
            Violation violation,
            boolean standing,
            @Nullable Track before,
            @Nullable Track decisive,
            @Nullable Track after) {
        List<Moment> chosen = new ArrayList<>();
        List<Manifest.Missing> missing = new ArrayList<>();
        choose(0, before, standing ? violation.start() : Double.NaN, chosen, missing);
        choose(1, decisive, violation.decisive(), chosen, missing);
        choose(2, after, Double.NaN, chosen, missing);
        double spread = chosen.isEmpty()
                ? 0
                : chosen.get(chosen.size() - 1).time() - chosen.get(0).time();
        if (standing && chosen.size() > 1 && spread < STANDING_APART) {
            missing.add(new Manifest.Missing("stills", Reason.TOO_CLOSE, spread, Math.round(STANDING_APART)));
        }
        return new Moments(chosen, missing);
    }

    private static void choose(
            int index, @Nullable Track track, double wanted, List<Moment> chosen, List<Manifest.Missing> missing) {
        String name = NAMES.get(index);
        if (track == null) {
            missing.add(new Manifest.Missing(name, Reason.NOT_SEEN));
            return;
        }
        chosen.add(new Moment(name, track));
        if (Math.abs(track.time() - wanted) > TOLERANCE) {
            missing.add(new Manifest.Missing(name + " at its time", Reason.SEEN_AT_ANOTHER_TIME, track.time(), wanted));
        }
    }
}
