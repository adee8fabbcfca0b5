package vn.ngatu.api.review;

import java.util.Locale;

/** Where a case stands. */
public enum CaseState {
    /** Nobody has it in hand and nobody has decided. */
    NEW,
    /** Somebody has it in hand, or it waits for a further reviewer. */
    IN_REVIEW,
    /** The violation happened, as far as people can tell. */
    CONFIRMED,
    /** It did not happen or can't be shown, see {@link RejectReason}. */
    REJECTED,
    /** Confirmed and handed over to whoever deals with it further. */
    EXPORTED;

    /** The name used in files and addresses: lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state with this {@link #label()}. */
    public static CaseState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
