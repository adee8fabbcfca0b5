package vn.ngatu.core.media;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of tensor slots of one size, made once and reused. Never grows: when all slots are out, the caller drops
 * the frame and counts it. Safe for use by any thread; holds only direct buffers, so there is nothing to close.
 */
public final class TensorPool {

    private final Deque<TensorFrame> free = new ArrayDeque<>();
    private final int slots;

    /** Of {@code slots} tensors of {@code width} x {@code height} pixels, the model's size. */
    public TensorPool(int slots, int width, int height) {
        if (slots <= 0 || width <= 0 || height <= 0) {
            throw new IllegalArgumentException(
                    "tensor pool: " + slots + " of " + width + "x" + height + " (expected: > 0)");
        }
        this.slots = slots;
        for (int i = 0; i < slots; i++) {
            free.add(new TensorFrame(this, width, height));
        }
    }

    /** A free slot, owned by the caller until closed, with whatever picture it held before; null when all are out. */
    public synchronized @Nullable TensorFrame take() {
        TensorFrame frame = free.poll();
        if (frame != null) {
            frame.take();
        }
        return frame;
    }

    /** How many slots are out now. */
    public synchronized int outstanding() {
        return slots - free.size();
    }

    synchronized void give(TensorFrame frame) {
        // The slot used last is the one still in the processor's cache.
        free.push(frame);
    }
}
