package vn.ngatu.core.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.detect.Detector;

/**
 * One thread with one model, shared by all cameras: takes the newest frame of the camera whose turn it is, detects, and goes
 * on with that camera's analysis. One lane per core. Owned by whoever made it; the detector is the lane's own from then on.
 */
public final class InferenceLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceLane.class);
    private static final double NEWEST = 0.1;
    private static final long ENDS_WITHIN_MS = 2000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LaneBoard board;
    private final Detector detector;
    private final Thread thread;
    private volatile double service;

    /** A lane that works until the board is closed. */
    public InferenceLane(String name, Detector detector, LaneBoard board) {
        this.board = board;
        this.detector = detector;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How much processor time one frame takes it lately, model and analysis, in seconds; 0 before the first. Not the time by
     * the clock: while other work holds the processor that grows without end, and says nothing of what the lane could do.
     */
    public double serviceSeconds() {
        return service;
    }

    private void run() {
        try {
            for (LiveCamera camera = board.take(); camera != null; camera = board.take()) {
                long start = threads.getCurrentThreadCpuTime();
                try {
                    camera.serve(detector);
                } catch (RuntimeException | Error e) {
                    LOG.error("{}: the lane failed on a frame", camera.id(), e);
                } finally {
                    board.done(camera);
                }
                double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
                service = service == 0 ? seconds : service + NEWEST * (seconds - service);
            }
        } catch (InterruptedException e) {
            LOG.warn("{}: interrupted", Thread.currentThread().getName());
        } finally {
            detector.close();
        }
    }

    /** Ends the lane, whose board must be closed. */
    @Override
    public void close() {
        board.close();
        try {
            thread.join(ENDS_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
