package vn.ngatu.core.blind;

import java.util.Locale;

/** Why something was not watched. */
public enum BlindCause {
    /** The camera can't be reached. */
    DOWN,
    /** The camera is connected and sends nothing. */
    STALLED,
    /** What the signal shows is not known. */
    SIGNAL_UNKNOWN,
    /** The wall time is not known well enough. */
    CLOCK_OFF,
    /** The camera looks elsewhere than its scene says, or is covered. */
    VIEW_MOVED,
    /** Fewer frames are analysed than the rules need. */
    OVERLOAD,
    /** The engine was not running, or had not yet seen the camera's first picture. */
    NOT_STARTED;

    /** The name used in files: lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The cause with this label. */
    static BlindCause of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
