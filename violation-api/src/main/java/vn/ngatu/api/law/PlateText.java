package vn.ngatu.api.law;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a number plate in the forms that are compared. */
public final class PlateText {

    // White space, and the separators that plates and people use; the dots and dashes of other keyboards too.
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-–—·•]");

    private PlateText() {}

    /** Upper case without separators, Đ kept: {@code 30A-246.56} gives {@code 30A24656}. Null and nothing give null. */
    public static @Nullable String normal(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String normal = SEPARATORS.matcher(text).replaceAll("").toUpperCase(Locale.ROOT);
        return normal.isEmpty() ? null : normal;
    }

    /** What plates are searched by: the {@link #normal} form with D for Đ, as not every keyboard has it. */
    public static @Nullable String key(@Nullable String text) {
        String normal = normal(text);
        return normal == null ? null : normal.replace('Đ', 'D');
    }
}
