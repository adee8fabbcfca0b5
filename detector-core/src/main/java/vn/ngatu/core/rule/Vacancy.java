package vn.ngatu.core.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.track.Track;

/**
 * What the picture showed lately, to tell when a place was seen empty: nobody was boxed there though no more of it was
 * covered than of the vehicle that stands there now. Owned by the engine; one thread.
 */
final class Vacancy {

    // How far back it looks from a vehicle's first box, seconds: that well its arrival is told.
    private static final double REACH = 12;
    // For so long without a break, seconds: a half hidden vehicle may be missed for some frames.
    private static final double LONG_ENOUGH = 1.5;
    // Seconds between the moments that are kept, and from a vehicle's first box to when it is asked about.
    private static final double STEP = 0.1;
    private static final double KEPT = REACH + 12;
    private static final double SOMEBODY = 0.3;
    private static final double AS_OPEN = 0.05;
    // Seconds without a frame in which anybody may have come and gone.
    private static final double LOST = 1;

    private final Deque<Moment> moments = new ArrayDeque<>();

    private record Moment(double time, List<Track> tracks) {}

    /** Takes the road users of the frame at {@code time}, later than the last. */
    void see(double time, List<Track> tracks) {
        if (!moments.isEmpty() && time - moments.getLast().time < STEP - 1e-6) {
            return;
        }
        moments.addLast(new Moment(time, tracks));
        while (moments.getFirst().time < time - KEPT) {
            moments.removeFirst();
        }
    }

    /** When the place of {@code track}, which stands there now, was last seen empty before its first box; NaN if it was not. */
    double lastEmpty(Track track) {
        Box place = track.box();
        double open = 1 - covered(place, track, moments.getLast().tracks) - AS_OPEN;
        double until = Double.NaN;
        double next = Double.NaN;
        for (Iterator<Moment> all = moments.descendingIterator(); all.hasNext(); ) {
            Moment moment = all.next();
            if (moment.time >= track.firstSeen()) {
                continue;
            }
            if (moment.time < track.firstSeen() - REACH - LONG_ENOUGH) {
                return Double.NaN;
            }
            boolean empty = 1 - covered(place, track, moment.tracks) >= open && !taken(place, moment.tracks);
            if (next - moment.time > LOST) {
                until = Double.NaN;
            }
            next = moment.time;
            if (!empty) {
                until = Double.NaN;
            } else if (Double.isNaN(until)) {
                until = moment.time;
            } else if (until - moment.time >= LONG_ENOUGH) {
                return until;
            }
        }
        return Double.NaN;
    }

    private static boolean taken(Box place, List<Track> tracks) {
        return tracks.stream().anyMatch(other -> other.box().iou(place) >= SOMEBODY);
    }

    // The largest share of the place that one nearer road user covers.
    private static double covered(Box place, Track own, List<Track> tracks) {
        double covered = 0;
        for (Track other : tracks) {
            if (other.id() != own.id() && other.box().bottom() > place.bottom()) {
                covered = Math.max(covered, place.intersection(other.box()) / place.area());
            }
        }
        return covered;
    }
}
