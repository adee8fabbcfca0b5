package vn.ngatu.core.violation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One value that explains a violation: a {@link Double}, {@link Integer}, {@link String} or {@link Boolean}, or null when
 * it was not observed.
 *
 * @param unit the unit's symbol ({@code s}, {@code m}, {@code m/s}); null for values without one
 */
public record Fact(@Nullable Object value, @Nullable String unit, Provenance provenance) {

    /** Refuses a missing value that claims a source, and the reverse. */
    public Fact {
        if ((value == null) != (provenance == Provenance.UNKNOWN)) {
            throw new IllegalArgumentException(
                    "fact: value " + value + " with provenance " + provenance + " (expected: null exactly if UNKNOWN)");
        }
    }

    /** A value read from the picture. */
    public static Fact measured(Object value, @Nullable String unit) {
        return new Fact(value, unit, Provenance.MEASURED);
    }

    /** A value computed from others. */
    public static Fact derived(Object value, @Nullable String unit) {
        return new Fact(value, unit, Provenance.DERIVED);
    }

    /** A value that a person configured. */
    public static Fact configured(Object value, @Nullable String unit) {
        return new Fact(value, unit, Provenance.CONFIGURED);
    }

    /** A value that could not be observed. */
    public static Fact unknown(@Nullable String unit) {
        return new Fact(null, unit, Provenance.UNKNOWN);
    }

    /** A number read from the picture, kept to three decimals so that files stay short and stable. */
    public static Fact measured(double value, @Nullable String unit) {
        return new Fact(rounded(value), unit, Provenance.MEASURED);
    }

    /** A number computed from others, kept to three decimals. */
    public static Fact derived(double value, @Nullable String unit) {
        return new Fact(rounded(value), unit, Provenance.DERIVED);
    }

    /** A number that a person configured, kept to three decimals. */
    public static Fact configured(double value, @Nullable String unit) {
        return new Fact(rounded(value), unit, Provenance.CONFIGURED);
    }

    /** A name found out from other values, written as in files: lower case with hyphens. */
    public static Fact derived(Enum<?> name) {
        return new Fact(name.name().toLowerCase(Locale.ROOT).replace('_', '-'), null, Provenance.DERIVED);
    }

    private static Double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
