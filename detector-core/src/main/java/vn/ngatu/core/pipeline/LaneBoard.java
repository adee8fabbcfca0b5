package vn.ngatu.core.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: hands each lane the camera that has waited longest since its last turn, never one that another lane is
 * at work on. Safe for use by any thread.
 */
public final class LaneBoard {

    private static final long LEAVES_WITHIN_MS = 2000;

    // In the order of their last turns, the oldest first.
    private final Set<LiveCamera> cameras = new LinkedHashSet<>();
    private final List<LiveCamera> busy = new ArrayList<>();
    private boolean closed;

    synchronized void join(LiveCamera camera) {
        cameras.add(camera);
    }

    /** Takes a camera off and waits, but not for ever, until no lane is at work on it. */
    synchronized void leave(LiveCamera camera) {
        cameras.remove(camera);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVES_WITHIN_MS);
        for (long left = end - System.nanoTime(); busy.contains(camera) && left > 0; left = end - System.nanoTime()) {
            try {
                wait(1 + TimeUnit.NANOSECONDS.toMillis(left));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Says that a camera has a frame waiting. */
    synchronized void offer() {
        notifyAll();
    }

    /** The camera whose turn it is, for the calling lane alone until {@link #done}; waits for one; null when closed. */
    synchronized @Nullable LiveCamera take() throws InterruptedException {
        while (!closed) {
            for (LiveCamera camera : cameras) {
                if (camera.hasWaiting() && !busy.contains(camera)) {
                    busy.add(camera);
                    cameras.remove(camera);
                    cameras.add(camera); // to the end of the order
                    return camera;
                }
            }
            wait();
        }
        return null;
    }

    /** Ends a camera's turn. */
    synchronized void done(LiveCamera camera) {
        busy.remove(camera);
        notifyAll();
    }

    /** Sends every lane home. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
