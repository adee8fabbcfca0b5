package vn.ngatu.api.review;

import java.util.Locale;

/** Whose turn it is with a case. */
public enum Stage {
    /** An officer's. */
    FIRST,
    /** Another officer's, who doesn't learn what the first decided. */
    SECOND,
    /** A supervisor's, because the two disagree. */
    SUPERVISOR,
    /** Nobody's: it is decided. */
    CLOSED;

    /** The name used in files and addresses: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage with this {@link #label()}. */
    public static Stage ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
