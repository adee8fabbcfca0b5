package vn.ngatu.core.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The CPU time that one thread spends in each stage. Each {@link #endOf} books the time since the previous call (or
 * {@link #begin}) to its stage, so nothing is counted twice. Belongs to the thread that runs the
 * stages; its sums may be read by any.
 */
public final class StageClock {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLongArray cpuNs = new AtomicLongArray(Stage.values().length);
    private long mark;

    /** Starts anew: time until now belongs to no stage. */
    public void begin() {
        mark = threads.getCurrentThreadCpuTime();
    }

    /** Books the time since the last call to {@code stage}. */
    public void endOf(Stage stage) {
        long now = threads.getCurrentThreadCpuTime();
        cpuNs.addAndGet(stage.ordinal(), now - mark);
        mark = now;
    }

    /** CPU seconds by stage so far, in the data path's order. */
    public Map<Stage, Double> cpuSeconds() {
        Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            seconds.put(stage, cpuNs.get(stage.ordinal()) / 1e9);
        }
        return seconds;
    }
}
