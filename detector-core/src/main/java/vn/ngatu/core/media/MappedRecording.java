package vn.ngatu.core.media;

import static java.util.Objects.requireNonNull;

import java.util.function.LongUnaryOperator;

/**
 * The recording of a camera's evidence stream, told on the time line of its detect stream. Safe for use by any thread; the
 * ring stays with its owner.
 */
public final class MappedRecording implements Recording {

    private final PacketRing ring;
    private final LongUnaryOperator offset;

    /**
     * The recording in {@code ring}.
     *
     * @param offset how much later, in nanoseconds, a moment of the detect stream's time line is called on the ring's
     */
    public MappedRecording(PacketRing ring, LongUnaryOperator offset) {
        this.ring = requireNonNull(ring, "ring");
        this.offset = requireNonNull(offset, "offset");
    }

    @Override
    public PacketRing.Snapshot snapshot(long fromNs, long toNs, long atNs) {
        long shift = offset.applyAsLong(atNs);
        return ring.snapshot(fromNs + shift, toNs + shift, atNs + shift).moved(-shift);
    }

    @Override
    public long startNs() {
        long start = ring.startNs();
        return start == Long.MAX_VALUE ? start : start - offset.applyAsLong(start);
    }

    @Override
    public boolean exact() {
        return false;
    }
}
