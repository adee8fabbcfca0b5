package vn.ngatu.core.evidence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What every package of one camera's stream has in common.
 *
 * @param scene id and hash of the scene file
 * @param rules version and hash of the rules' settings; null parts when not known
 * @param model id and hash of the detector's model; null parts when detections came from a file
 * @param software what writes the packages, with its version
 * @param clockSource where the wall time comes from; {@code unknown} when there is none
 * @param clockErrorSeconds the bound of its error; null when not known
 * @param start wall time of presentation time 0; null when not known
 * @param timeZone the zone that wall times are written in
 */
public record EvidenceContext(
        String camera,
        Manifest.Origin scene,
        Manifest.Origin rules,
        Manifest.Origin model,
        Manifest.Origin software,
        String clockSource,
        @Nullable Double clockErrorSeconds,
        @Nullable Instant start,
        ZoneId timeZone) {

    /** The wall time at a presentation time; null when it is not known. */
    public @Nullable OffsetDateTime wallTime(double time) {
        return start == null
                ? null
                : start.plusMillis(Math.round(time * 1000)).atZone(timeZone).toOffsetDateTime();
    }
}
