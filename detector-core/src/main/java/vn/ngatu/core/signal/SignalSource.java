package vn.ngatu.core.signal;

/** Where signal states come from; it decides the grace time at red onset and is told in the evidence. */
public enum SignalSource {
    /** A controller's log or live feed. */
    CONTROLLER,
    /** Lamps read from the camera's picture. */
    LAMPS
}
