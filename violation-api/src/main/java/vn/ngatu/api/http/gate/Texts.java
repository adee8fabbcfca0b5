package vn.ngatu.api.http.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import vn.ngatu.api.http.problem.ProblemException;

/** Texts from outside: bounded, and free of what no database and no log should be given. */
final class Texts {

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private Texts() {}

    /** {@code text}, refused when it is longer than {@code longest} or holds control characters or halves of letters. */
    static String clean(String field, String text, int longest) {
        if (text.length() > longest) {
            throw ProblemException.invalid(field, text.length() + " characters", "at most " + longest);
        }
        boolean clean = text.codePoints().noneMatch(c -> isControl(c) || isHalf(c) || c == 0xFFFE || c == 0xFFFF);
        if (!clean) {
            throw ProblemException.invalid(field, "control characters", "plain text");
        }
        return text;
    }

    static Instant instant(String field, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw ProblemException.invalid(field, text, "a year from 1970 to 9998");
            }
            return instant;
        } catch (DateTimeException e) {
            throw ProblemException.invalid(field, text, "a time such as 2026-11-22T08:15:30+07:00");
        }
    }

    /** A name from outside as it may stand in a message. */
    static String shown(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._-]", "?");
        return plain.length() <= 40 ? plain : plain.substring(0, 40) + "...";
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
