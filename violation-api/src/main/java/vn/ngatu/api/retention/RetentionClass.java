package vn.ngatu.api.retention;

import java.util.Locale;
import vn.ngatu.api.review.Case;

/** The classes of data that are kept for different times. */
public enum RetentionClass {
    /** Cases that nobody has decided. */
    UNREVIEWED,
    /** Cases that are no violation, or can't be shown to be one. */
    REJECTED,
    /** Confirmed cases, also those that were handed over. */
    CONFIRMED;

    /** The class of {@code of}. */
    public static RetentionClass of(Case of) {
        return switch (of.state()) {
            case NEW, IN_REVIEW -> UNREVIEWED;
            case REJECTED -> REJECTED;
            case CONFIRMED, EXPORTED -> CONFIRMED;
        };
    }

    /** The name used in files and addresses: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
