package vn.ngatu.api.http.gate;

import com.linecorp.armeria.common.QueryParams;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.problem.ProblemException;

/** The parameters after the question mark, read strictly: each getter names one, {@link #finish} refuses the others. */
public final class Query {

    private static final int LONGEST = 400;
    private static final int SHORTEST_REASON = 5;

    private final QueryParams params;
    private final Set<String> known = new HashSet<>();

    Query(QueryParams params) {
        this.params = params;
    }

    /** The text of {@code name}; null when it is missing. */
    public @Nullable String text(String name) {
        known.add(name);
        List<String> values = params.getAll(name);
        if (values.isEmpty()) {
            return null;
        }
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "given " + values.size() + " times", "once");
        }
        return Texts.clean(name, values.get(0), LONGEST);
    }

    /** The moment at {@code name}, as in {@code 2026-11-22T08:15:30+07:00}; null when it is missing. */
    public @Nullable Instant instant(String name) {
        String text = text(name);
        return text == null ? null : Texts.instant(name, text);
    }

    /** The whole number at {@code name}, from {@code min} to {@code max}; {@code otherwise} when it is missing. */
    public int integer(String name, int min, int max, int otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("\\d{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw ProblemException.invalid(name, text, "a whole number from " + min + " to " + max);
    }

    /** What {@code parse} makes of the text at {@code name}; null when it is missing. */
    public <T> @Nullable T choice(String name, String expected, Function<String, Optional<T>> parse) {
        String text = text(name);
        return text == null
                ? null
                : parse.apply(text).orElseThrow(() -> ProblemException.invalid(name, text, expected));
    }

    /** Why something is taken out of the system, in the person's words: the parameter {@code reason}, which must be there. */
    public String reason() {
        String reason = text("reason");
        if (reason == null || reason.strip().length() < SHORTEST_REASON) {
            throw ProblemException.invalid(
                    "reason", reason, "why you take this, at least " + SHORTEST_REASON + " letters");
        }
        return reason.strip();
    }

    /** Ends reading: parameters that nothing asked for are refused, so that no filter is silently ignored. */
    public void finish() {
        for (String name : params.names()) {
            if (!known.contains(name)) {
                throw ProblemException.invalid(
                        Texts.shown(name), "unknown parameter", known.isEmpty() ? "none" : "one of " + sorted());
            }
        }
    }

    private String sorted() {
        return String.join(", ", known.stream().sorted().toList());
    }
}
