package vn.ngatu.api.http.page;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables that people open in a spreadsheet (RFC 4180). A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, as OWASP advises; numbers stay numbers.
 */
public final class Csv {

    /** First in a file, so that spreadsheets read Vietnamese letters as what they are. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final String LINE_END = "\r\n";

    private Csv() {}

    /** One line, ended. */
    public static String line(List<? extends @Nullable Object> values) {
        return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = harmless(value.toString());
        boolean quoted =
                text.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\r' || c == '\n' || c == '\t');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static String harmless(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
