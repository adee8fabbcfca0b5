package vn.ngatu.core.evidence;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a package lacks something: an English sentence with blanks for what differs. The manifest holds the filled sentence;
 * pages know it by its template and tell it in the reader's language, also that of an older package.
 */
public enum Reason {
    NO_VIDEO("no video"),
    ENGINE_KILLED("the engine was killed before it could be made"),
    ENGINE_STOPPED("the engine was stopped before it could be made"),
    NOT_SEEN("the vehicle was not seen then"),
    SEEN_AT_ANOTHER_TIME("taken at {at} s (expected: {expected} s), where the vehicle was seen"),
    TOO_CLOSE("first and last lie {apart} s apart (expected: >= {expected} s)"),
    FRAME_LOST("the frame at {at} s is damaged or no longer kept"),
    VIDEO_GONE("the video of that time is no longer kept"),
    NOT_WRITTEN("the video could not be written: {fault}"),
    NEEDS_PLAYER("{codec} needs a desktop player; it is not re-encoded"),
    BEGINS_WITH_RECORDING("it begins {before} s before, where the recording begins (expected: {expected} s)"),
    BEGINS_WITH_CODING(
            "it begins {before} s before, the stream was coded differently before or after (expected: {expected} s)"),
    BEGINS_WITH_WHAT_IS_KEPT("it begins {before} s before, older video was no longer kept (expected: {expected} s)"),
    ENDS_WITH_STREAM("it ends {after} s after, with the stream (expected: {expected} s)"),
    ENDS_WITH_CODING("it ends {after} s after, where the stream's coding changed (expected: {expected} s)"),
    GAP("no video from {from} s to {to} s"),
    INTERRUPTED("the stream was interrupted before {at} s");

    private static final Pattern BLANK = Pattern.compile("\\{\\w+}");

    private final String template;

    Reason(String template) {
        this.template = template;
    }

    /** The name that messages are found by. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The sentence with its blanks, each a name in braces. */
    public String template() {
        return template;
    }

    /** The sentence with {@code values} in its blanks, in their order; times are doubles, in seconds. */
    String with(Object... values) {
        Matcher blanks = BLANK.matcher(template);
        StringBuilder sentence = new StringBuilder();
        for (Object value : values) {
            if (!blanks.find()) {
                throw new IllegalArgumentException(this + ": " + value + " (expected: as many values as blanks)");
            }
            String text = value instanceof Double time ? String.format(Locale.ROOT, "%.3f", time) : value.toString();
            blanks.appendReplacement(sentence, Matcher.quoteReplacement(text));
        }
        if (blanks.find()) {
            throw new IllegalArgumentException(this + ": no " + blanks.group() + " (expected: a value)");
        }
        return blanks.appendTail(sentence).toString();
    }
}
