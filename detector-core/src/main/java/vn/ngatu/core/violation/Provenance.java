package vn.ngatu.core.violation;

import java.util.Locale;

/** How a value came to be known. */
public enum Provenance {
    /** Read from the picture or from a sensor. */
    MEASURED,
    /** Computed from measured and configured values. */
    DERIVED,
    /** Set in the scene or the engine's configuration. */
    CONFIGURED,
    /** Entered by a person. */
    TYPED,
    /** Not known; the value is absent. */
    UNKNOWN;

    /** The name used in files: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
