package vn.ngatu.core.detect.djl;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.media.TensorFrame;

/**
 * Prints one thread's milliseconds per frame of a model folder: load, first frames, then the median of many.
 *
 * <p>Run with the test class path and {@code GOMP_SPINCOUNT=0}; the argument is the folder.
 */
final class DetectorTiming {

    private static final int RUNS = 300;

    private DetectorTiming() {}

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        try (DjlDetector detector = DjlDetector.load(ModelFolder.load(Path.of(arguments[0])))) {
            System.out.printf("load and warm-up %.0f ms%n", (System.nanoTime() - start) / 1e6);
            int width = detector.model().input().width();
            int height = detector.model().input().height();
            TensorFrame frame = Tensors.of(width, height, width, height);
            byte[] noise = new byte[frame.data().capacity()];
            new Random(7).nextBytes(noise);
            frame.data().put(0, noise);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long cpu = threads.getCurrentThreadCpuTime();
            double[] times = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                start = System.nanoTime();
                detector.detect(frame);
                times[run] = (System.nanoTime() - start) / 1e6;
                if (run < 5) {
                    System.out.printf("frame %d: %.1f ms%n", run, times[run]);
                }
            }
            cpu = threads.getCurrentThreadCpuTime() - cpu;
            Arrays.sort(times);
            System.out.printf(
                    "%d frames: best %.1f, median %.1f, p90 %.1f ms; %.1f ms of processor time each%n",
                    RUNS, times[0], times[RUNS / 2], times[RUNS * 9 / 10], cpu / 1e6 / RUNS);
        }
    }
}
