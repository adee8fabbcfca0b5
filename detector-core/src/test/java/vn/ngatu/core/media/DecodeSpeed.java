package vn.ngatu.core.media;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import vn.ngatu.core.media.demux.Demuxer;

/**
 * Prints frames per CPU-second of decoding alone and of decoding with scaling to 640x384, and the counters, for the video
 * files named as arguments; twice, because the first round warms up. Runs on the module's test class path.
 */
final class DecodeSpeed {

    private DecodeSpeed() {}

    public static void main(String[] files) throws MediaException {
        for (int round = 0; round < 2; round++) {
            for (String file : files) {
                System.out.printf("%s decode %s%n", Path.of(file).getFileName(), run(file, false));
                System.out.printf("%s decode+scale %s%n", Path.of(file).getFileName(), run(file, true));
            }
        }
    }

    private static String run(String file, boolean scale) throws MediaException {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        TensorPool pool = new TensorPool(1, 640, 384);
        long frames = 0;
        long last = 0;
        try (Demuxer source = Demuxer.open("file:" + file, file, Map.of());
                VideoDecoder decoder = new VideoDecoder(source.info());
                FrameScaler scaler = new FrameScaler()) {
            boolean more = true;
            while (more) {
                try (Packet packet = source.read()) {
                    more = packet != null;
                    if (packet != null) {
                        decoder.send(packet);
                    } else {
                        decoder.end();
                    }
                }
                for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
                    frames++;
                    last = frame.ptsNs();
                    if (scale) {
                        try (TensorFrame tensor = Objects.requireNonNull(pool.take())) {
                            scaler.scale(frame, tensor);
                        }
                    }
                    frame.close();
                }
            }
            double cpu = (threads.getCurrentThreadCpuTime() - start) / 1e9;
            return "%dx%d %s: %d frames, %d lost, gap %.2f s, repairs %d+%d, last %.3f s, %.0f per CPU-second"
                    .formatted(
                            source.info().width(),
                            source.info().height(),
                            source.info().codec(),
                            frames,
                            decoder.lostFrames(),
                            decoder.longestGap(),
                            source.timeRepairs(),
                            decoder.timeRepairs(),
                            last / 1e9,
                            frames / cpu);
        }
    }
}
