package vn.ngatu.core.violation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

/**
 * One flagged violation as a rule decided it: who, what, where on the road, when and why. Times are presentation seconds.
 *
 * @param track the {@link vn.ngatu.core.track.Track#id()}
 * @param start when the act began
 * @param decisive when the offence was complete in fact
 * @param end the last moment that the decision rests on
 * @param decided presentation time of the frame at which the rule decided; never before {@code decisive}
 * @param box the vehicle at {@code decisive}, source pixels
 * @param where the scene's elements concerned: {@code stopLine}, {@code signal}, {@code lane}, {@code zone}, {@code marking},
 *     each with its id, in a fixed order
 * @param facts by name, in a fixed order
 * @param confidence 0..1
 */
public record Violation(
        ViolationKind kind,
        int track,
        ObjectClass vehicle,
        double start,
        double decisive,
        double end,
        double decided,
        Box box,
        Map<String, String> where,
        Map<String, Fact> facts,
        double confidence) {

    /** Copies the maps, keeping their order. */
    public Violation {
        if (!(start <= decisive && decisive <= decided)) {
            throw new IllegalArgumentException("violation times: start " + start + ", decisive " + decisive
                    + ", decided " + decided + " (expected: in this order)");
        }
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The same violation with its box elsewhere, such as in the pixels of another stream of the camera. */
    public Violation withBox(Box other) {
        return new Violation(kind, track, vehicle, start, decisive, end, decided, other, where, facts, confidence);
    }
}
