package vn.ngatu.core.pipeline;

import vn.ngatu.core.media.TensorFrame;

/** A frame that waits for the model, with its tensor slot, which closing hands back. Owned by one thread after the other. */
record LiveFrame(PickedFrame picked, TensorFrame tensor, long arrivedNs) implements AutoCloseable {

    @Override
    public void close() {
        tensor.close();
    }
}
