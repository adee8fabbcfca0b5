package vn.ngatu.core.pipeline;

import org.jspecify.annotations.Nullable;

/** Holds the newest frame of one camera until the model has time for it. Safe for use by any thread. */
final class Mailbox {

    private @Nullable LiveFrame waiting;
    private boolean skipped;
    private long drops;

    /** What is taken out: the newest frame, and whether others were dropped since the last. */
    record Delivery(LiveFrame frame, boolean skipped) {}

    /** Puts a frame in, which from now on is the mailbox's; one that still waits is dropped. */
    synchronized void put(LiveFrame frame) {
        if (waiting != null) {
            waiting.close();
            skipped = true;
            drops++;
        }
        waiting = frame;
    }

    /** Notes that a frame was dropped before it could be put in. */
    synchronized void dropped() {
        skipped = true;
        drops++;
    }

    /** Takes the frame out, owned by the caller; null when there is none. */
    synchronized @Nullable Delivery take() {
        LiveFrame frame = waiting;
        if (frame == null) {
            return null;
        }
        Delivery delivery = new Delivery(frame, skipped);
        waiting = null;
        skipped = false;
        return delivery;
    }

    synchronized boolean isEmpty() {
        return waiting == null;
    }

    /** How many frames were dropped so far. */
    synchronized long drops() {
        return drops;
    }

    /** Drops what waits. */
    synchronized void clear() {
        if (waiting != null) {
            waiting.close();
            waiting = null;
        }
    }
}
