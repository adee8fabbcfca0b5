package vn.ngatu.core.config;

import java.util.Collection;
import java.util.Locale;

/** Words for messages: names between file and code, the nearest known name, plain numbers. */
public final class Names {

    private Names() {}

    /** The names of an enum as they are written in files: lower case with hyphens. */
    public static <E extends Enum<E>> String[] of(Class<E> type) {
        E[] values = type.getEnumConstants();
        String[] names = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            names[i] = values[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return names;
    }

    /** The enum constant written as {@code name}. */
    public static <E extends Enum<E>> E parse(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What to write instead of the unknown {@code name}: the nearest known name if one is near, and all of them. */
    public static String suggestion(String name, Collection<String> known) {
        String nearest = "";
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        String all = known.isEmpty() ? "nothing here" : "one of " + String.join(", ", known);
        return nearest.isEmpty() ? all : nearest + "? " + all;
    }

    /** A number without a needless fraction. */
    public static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    // Levenshtein's edit distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
