package vn.ngatu.camera;

import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.StreamInfo;

/**
 * Takes what a {@link CameraSupervisor} receives. Called on the stream's own thread, one call at a time; a call that takes
 * long holds up this stream alone. What it throws ends the session as a fault of the stream.
 */
public interface StreamConsumer {

    /** A session began: first of all, and again after every reconnect. Codec, size and rate may differ from the last. */
    void opened(StreamInfo info);

    /**
     * The next packet in decoding order, on the supervisor's one time line.
     *
     * @param packet stays the supervisor's and is closed after the call; {@link Packet#copy} keeps it
     */
    void packet(Packet packet);

    /** The stream's state has changed to this one. */
    default void state(CameraState state) {}
}
