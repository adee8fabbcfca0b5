package vn.ngatu.core.media;

/**
 * Says whether a source should stop waiting for its peer. A source that blocks asks it on its own thread every tenth of a
 * second or so. Once it has said yes it keeps saying yes.
 */
@FunctionalInterface
public interface ReadWatch {

    /** Waits for ever. */
    ReadWatch NONE = () -> false;

    /** Whether to give up now. */
    boolean expired();
}
