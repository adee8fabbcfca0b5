package vn.ngatu.bench.accuracy;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.bench.accuracy.SimScenario.Event;
import vn.ngatu.bench.accuracy.SimScenario.Seen;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;

/**
 * Which stands of the truth have another body inside the vehicle's own: the simulation lets one park where another still
 * stands or comes to stand, so that the picture shows one vehicle for both.
 */
final class SharedPlace {

    // Of the smaller footprint, for so many seconds.
    private static final double SHARE = 0.3;
    private static final double SECONDS = 0.4;
    private static final double NEAR = 12;

    /** How many of the stands were found, of those in a place of their own and of the others. */
    record Tally(int foundAlone, int alone, int foundShared, int shared) {

        static final Tally NONE = new Tally(0, 0, 0, 0);

        Tally plus(boolean isShared, boolean found) {
            int one = found ? 1 : 0;
            return isShared
                    ? new Tally(foundAlone, alone, foundShared + one, shared + 1)
                    : new Tally(foundAlone + one, alone + 1, foundShared, shared);
        }
    }

    private SharedPlace() {}

    /** Whether another body is in the place of the event's vehicle while it stands there. */
    static boolean of(SimScenario scenario, Event event) {
        TreeMap<Integer, Seen> own = scenario.vehicles().get(event.vehicle());
        if (own == null) {
            return false;
        }
        int from = (int) Math.round(event.start() * scenario.fps());
        int to = (int) Math.round(event.end() * scenario.fps());
        Map<Integer, Seen> stand = own.subMap(from, true, to, true);
        return scenario.vehicles().entrySet().stream()
                .filter(other -> other.getKey() != event.vehicle())
                .anyMatch(other -> {
                    long frames = stand.entrySet().stream()
                            .filter(row -> inside(
                                    row.getValue(),
                                    scenario.sizes().get(event.vehicle()),
                                    other.getValue().get(row.getKey()),
                                    scenario.sizes().get(other.getKey())))
                            .count();
                    return frames >= SECONDS * scenario.fps();
                });
    }

    private static boolean inside(Seen own, @Nullable Point ownSize, @Nullable Seen other, @Nullable Point otherSize) {
        if (other == null
                || ownSize == null
                || otherSize == null
                || own.centre().distance(other.centre()) > NEAR) {
            return false;
        }
        double smaller = Math.min(ownSize.x() * ownSize.y(), otherSize.x() * otherSize.y());
        return body(own, ownSize)
                        .outline()
                        .intersectionArea(body(other, otherSize).outline())
                > SHARE * smaller;
    }

    private static Footprint body(Seen seen, Point size) {
        return new Footprint(seen.centre(), seen.heading().angle(), size.x(), size.y(), 0, 0);
    }
}
