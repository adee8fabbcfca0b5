package vn.ngatu.api.http.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. Thrown for what a client did or met, so it carries no stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final @Nullable Duration retryAfter;

    /** For {@code problem}. */
    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** For {@code problem}, which goes away by itself after {@code retryAfter}. */
    public ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.title(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** For a value at fault: {@code field: value (expected: ...)}. */
    public static ProblemException invalid(String field, @Nullable Object value, String expected) {
        return new ProblemException(
                Problem.of(ProblemType.INVALID, field + ": " + shown(value) + " (expected: " + expected + ")", field));
    }

    /** For the problem of that {@code type}. */
    public static ProblemException of(ProblemType type) {
        return new ProblemException(Problem.of(type));
    }

    /** For the problem of that {@code type}, with what was wrong. */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail, null));
    }

    /** What to tell the client. */
    public Problem problem() {
        return problem;
    }

    /** When to try again; null when trying again would not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        String text = value.toString().replaceAll("\\p{Cntrl}", "?");
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
