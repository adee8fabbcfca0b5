package vn.ngatu.core.media;

import org.jspecify.annotations.Nullable;

/**
 * One video stream as compressed packets: a file or a camera. Used by one thread, owned and closed by whoever opened
 * it.
 */
public interface PacketSource extends AutoCloseable {

    /** What the stream holds; a live source has another object from the packet on that changed it, such as a new size. */
    StreamInfo info();

    /**
     * The next packet in decoding order, or null at the end. The caller owns the packet and closes it.
     *
     * @throws MediaException when the stream can't be read on
     */
    @Nullable Packet read() throws MediaException;

    /** How many time stamps were missing, repeated or jumped so far, and were repaired. */
    long timeRepairs();

    /** How many transport packets never arrived so far, as far as the transport tells. */
    default long lostPackets() {
        return 0;
    }

    @Override
    void close();
}
