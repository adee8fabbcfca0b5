package vn.ngatu.core.evidence;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;

/**
 * What every package of one camera's stream has in common.
 *
 * @param scene id and hash of the scene file
 * @param rules version and hash of the rules' settings; null parts when not known
 * @param model id and hash of the detector's model; null parts when detections came from a file
 * @param software what writes the packages, with its version
 * @param clock tells wall time; null when there is none
 * @param timeZone the zone that wall times are written in
 */
public record EvidenceContext(
        String camera,
        Manifest.Origin scene,
        Manifest.Origin rules,
        Manifest.Origin model,
        Manifest.Origin software,
        @Nullable StreamClock clock,
        ZoneId timeZone) {

    /** What is known of the wall time at a presentation time; null when nothing is. */
    public @Nullable WallTime clockAt(double time) {
        return clock == null ? null : clock.at(Math.round(time * 1e9));
    }

    /** The wall time at a presentation time to the millisecond; null when it is not known. */
    public @Nullable OffsetDateTime wallTime(double time) {
        WallTime known = clockAt(time);
        return known == null
                ? null
                : known.time()
                        .plusNanos(500_000)
                        .truncatedTo(ChronoUnit.MILLIS)
                        .atZone(timeZone)
                        .toOffsetDateTime();
    }

    /** What the manifest tells of a clock. */
    Manifest.Clock manifestClock(@Nullable WallTime known) {
        return new Manifest.Clock(
                known == null ? "unknown" : known.source().label(),
                known == null ? null : ViolationJson.clockError(known),
                timeZone.getId());
    }
}
