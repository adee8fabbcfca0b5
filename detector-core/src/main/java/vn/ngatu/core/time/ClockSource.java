package vn.ngatu.core.time;

import java.util.Locale;

/** Who says what the wall time of a stream's moment was. */
public enum ClockSource {
    /** The camera's own clock, told by RTCP sender reports. */
    SENDER_REPORT,
    /** This machine's clock when the packet arrived, less the usual way of the fastest packets. */
    ARRIVAL,
    /** A start time that a person or a configuration gave, for recordings. */
    GIVEN;

    /** The name used in files: lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
