package vn.ngatu.core.blind;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which something was not watched.
 *
 * @param camera the camera
 * @param rule the kind of violation concerned; null for all of the camera's
 * @param from its beginning
 * @param to its end; null while it goes on
 * @param cause why
 * @param detail the cause in more words; may be empty
 */
public record BlindInterval(
        String camera,
        @Nullable String rule,
        Instant from,
        @Nullable Instant to,
        BlindCause cause,
        String detail) {

    /** Checks the parts. */
    public BlindInterval {
        requireNonNull(camera, "camera");
        requireNonNull(from, "from");
        requireNonNull(cause, "cause");
        requireNonNull(detail, "detail");
    }

    /** Whether it reaches into the time from {@code start} to {@code end}. */
    boolean touches(Instant start, Instant end) {
        return from.isBefore(end) && (to == null || to.isAfter(start));
    }

    BlindInterval endedAt(Instant end) {
        return new BlindInterval(camera, rule, from, end.isBefore(from) ? from : end, cause, detail);
    }
}
