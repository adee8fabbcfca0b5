package vn.ngatu.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.UsageException;

/** Checks of command-line values that picocli cannot make; each failure names option, value and expectation. */
final class Arguments {

    private Arguments() {}

    /** A rate of frames per second, {@code otherwise} where none was given. */
    static double rate(@Nullable Double fps, double otherwise) {
        if (fps == null) {
            return otherwise;
        }
        if (!(fps > 0 && fps <= 1000)) {
            throw new UsageException("--fps: " + fps + " (expected: > 0 and <= 1000)");
        }
        return fps;
    }

    /** A wall time with its zone offset; null where none was given. */
    static @Nullable Instant instant(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new UsageException(option + ": " + text + " (expected: like 2026-11-22T08:15:30+07:00)");
        }
    }
}
