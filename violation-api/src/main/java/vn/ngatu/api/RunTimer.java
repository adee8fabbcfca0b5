package vn.ngatu.api;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Wall and CPU time of the process since this was made. */
final class RunTimer {

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long wallStart = System.nanoTime();
    private final long cpuStart = process.getProcessCpuTime();

    /** Seconds by the wall clock. */
    double wallSeconds() {
        return (System.nanoTime() - wallStart) / 1e9;
    }

    /** CPU seconds of all the process's threads. */
    double cpuSeconds() {
        return (process.getProcessCpuTime() - cpuStart) / 1e9;
    }
}
