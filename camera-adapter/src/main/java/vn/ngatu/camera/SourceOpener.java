package vn.ngatu.camera;

import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;

/** Opens the sessions of one stream. Used by the stream's own thread. */
@FunctionalInterface
public interface SourceOpener {

    /**
     * Opens a session.
     *
     * @param watch bounds every wait for the peer, now and in later reads
     * @return owned by the caller
     * @throws MediaException of one line without credentials
     */
    PacketSource open(ReadWatch watch) throws MediaException;

    /** The longest usual way of a picture from the lens to this machine, in seconds. */
    default double latency() {
        return 0.5;
    }

    /** Whether the stream's end is its natural one, as of a recording, after which no other session follows. */
    default boolean ends() {
        return false;
    }
}
