package vn.ngatu.core.signal;

/** What a signal shows; {@code UNKNOWN} whenever that is not certain. */
public enum SignalState {
    RED,
    AMBER,
    GREEN,
    RED_AMBER,
    FLASHING_AMBER,
    OFF,
    UNKNOWN
}
