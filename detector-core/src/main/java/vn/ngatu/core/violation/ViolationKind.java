package vn.ngatu.core.violation;

import java.util.Locale;

/** The kinds of violation that the engine can flag. */
public enum ViolationKind {
    RED_LIGHT,
    ILLEGAL_STOPPING,
    ILLEGAL_PARKING,
    WRONG_LANE,
    PROHIBITED_OVERTAKING,
    WRONG_WAY,
    SOLID_LINE;

    /** The name used in files: lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
