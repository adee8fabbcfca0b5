package vn.ngatu.camera.source;

import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;

/**
 * One way to reach cameras. Found through {@link java.util.ServiceLoader}: a class of any jar that is named in {@code
 * META-INF/services/vn.ngatu.camera.source.SourceProvider} and has a public constructor without arguments. Safe for use by
 * any thread.
 */
public interface SourceProvider {

    /** Whether it is meant for the address. */
    boolean takes(StreamAddress address);

    /**
     * Opens a session. Called on the stream's own thread, which may block as long as the watch allows: it is to be asked
     * several times per second while waiting, in later reads too.
     *
     * @param name what messages call the stream
     * @return owned by the caller; a live source's time stamps are nanoseconds since its first packet
     * @throws MediaException of one line without credentials
     */
    PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException;

    /** The longest usual way of a picture from the lens to this machine, in seconds: half of it is the clock's error. */
    default double latency() {
        return 0.5;
    }

    /** Whether the stream of an address ends by itself, as a recording does. */
    default boolean ends(StreamAddress address) {
        return false;
    }
}
