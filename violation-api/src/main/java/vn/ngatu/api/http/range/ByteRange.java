package vn.ngatu.api.http.range;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for.
 *
 * @param first offset of the first byte
 * @param last offset of the last byte, at least {@code first}
 */
public record ByteRange(long first, long last) {

    private static final Pattern SINGLE = Pattern.compile("(\\d{0,18})-(\\d{0,18})");
    private static final String UNIT = "bytes=";

    /** Refuses a range that holds nothing. */
    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("range: " + first + "-" + last + " (expected: 0 <= first <= last)");
        }
    }

    /** How many bytes. */
    public long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    public String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    /**
     * The range that the header {@code Range} asks of a file of {@code size} bytes.
     *
     * @return null when the whole file is to be sent: without the header, or with a unit that isn't bytes
     * @throws UnsatisfiableRangeException when the header is malformed, lies outside the file or asks for several ranges at
     *     once, which no player does and which would let one request ask for a file many times over
     */
    public static @Nullable ByteRange of(@Nullable String header, long size) throws UnsatisfiableRangeException {
        if (header == null || !header.strip().toLowerCase(Locale.ROOT).startsWith(UNIT)) {
            return null;
        }
        String spec = header.strip().substring(UNIT.length()).strip();
        if (spec.contains(",")) {
            throw new UnsatisfiableRangeException("range: several (expected: one at a time)", size);
        }
        Matcher parts = SINGLE.matcher(spec);
        if (!parts.matches() || spec.equals("-")) {
            throw new UnsatisfiableRangeException("range: malformed (expected: bytes=first-last)", size);
        }
        return parts.group(1).isEmpty()
                ? suffix(Long.parseLong(parts.group(2)), size)
                : fromTo(Long.parseLong(parts.group(1)), parts.group(2), size);
    }

    private static ByteRange suffix(long length, long size) throws UnsatisfiableRangeException {
        if (length == 0 || size == 0) {
            throw new UnsatisfiableRangeException("range: empty (expected: at least one byte)", size);
        }
        return new ByteRange(Math.max(0, size - length), size - 1);
    }

    private static ByteRange fromTo(long first, String lastText, long size) throws UnsatisfiableRangeException {
        long last = lastText.isEmpty() ? size - 1 : Math.min(Long.parseLong(lastText), size - 1);
        if (first >= size || last < first) {
            throw new UnsatisfiableRangeException(
                    "range: outside the file (expected: within " + size + " bytes)", size);
        }
        return new ByteRange(first, last);
    }
}
