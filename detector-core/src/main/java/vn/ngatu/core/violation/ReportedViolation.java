package vn.ngatu.core.violation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.time.WallTime;

/**
 * A violation as it leaves the engine: what was decided, on which camera, and where its evidence lies.
 *
 * @param id 32 hexadecimal digits derived from the content, see {@link #idOf}
 * @param wallTime the decisive moment on the wall clock, with the scene's zone offset; null when it is not known
 * @param evidence path of the evidence manifest, relative to the folder of {@code violations.jsonl}, with forward slashes;
 *     null when there is no package
 * @param clock the decisive moment's wall time with its source and error; null when it is not known
 */
public record ReportedViolation(
        String id,
        String camera,
        String scene,
        @Nullable OffsetDateTime wallTime,
        Violation violation,
        @Nullable String evidence,
        @Nullable WallTime clock) {

    /** A report that tells nothing of its clock. */
    public ReportedViolation(
            String id,
            String camera,
            String scene,
            @Nullable OffsetDateTime wallTime,
            Violation violation,
            @Nullable String evidence) {
        this(id, camera, scene, wallTime, violation, evidence, null);
    }

    /** This report, telling how far its wall time can be trusted. */
    public ReportedViolation withClock(@Nullable WallTime known) {
        return new ReportedViolation(id, camera, scene, wallTime, violation, evidence, known);
    }

    /** This report, with the vehicle at {@code box} of the picture that is kept. */
    public ReportedViolation withBox(Box box) {
        return new ReportedViolation(id, camera, scene, wallTime, violation.withBox(box), evidence, clock);
    }

    /** This report, claiming no package. */
    public ReportedViolation withoutEvidence() {
        return new ReportedViolation(id, camera, scene, wallTime, violation, null, clock);
    }

    /** The report of {@code violation}; the {@link #id()} is derived. */
    public static ReportedViolation of(
            String camera,
            String scene,
            @Nullable OffsetDateTime wallTime,
            Violation violation,
            @Nullable String evidence) {
        return new ReportedViolation(
                idOf(camera, scene, wallTime, violation), camera, scene, wallTime, violation, evidence);
    }

    /**
     * The first 128 bits of the SHA-256 over what makes this violation this one: camera, scene, wall time (a live stream's
     * presentation time and track numbers start anew with each connection), kind, track, decisive millisecond, place and
     * box. The same clip gives the same id in every run.
     */
    public static String idOf(String camera, String scene, @Nullable OffsetDateTime wallTime, Violation violation) {
        Box box = violation.box();
        String content = String.join(
                "\n",
                camera,
                scene,
                wallTime == null ? "" : Long.toString(wallTime.toInstant().toEpochMilli()),
                violation.kind().label(),
                Integer.toString(violation.track()),
                Long.toString(Math.round(violation.decisive() * 1000)),
                violation.where().toString(),
                String.format(Locale.ROOT, "%.1f %.1f %.1f %.1f", box.left(), box.top(), box.width(), box.height()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
