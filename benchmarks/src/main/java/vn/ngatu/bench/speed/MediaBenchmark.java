package vn.ngatu.bench.speed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameScaler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TensorPool;
import vn.ngatu.core.media.VideoDecoder;

/**
 * Decoding a whole clip, and scaling one frame into the tensor of a 640x384 model.
 *
 * <p>{@code java -cp 'benchmarks/target/lib/*' org.openjdk.jmh.Main MediaBenchmark}
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MediaBenchmark {

    /** The picture's height; the width is 16:9 of it. */
    @Param({"720", "1080"})
    public int height;

    private BenchClip clip;
    private Frame frame;
    private FrameScaler scaler;
    private TensorFrame tensor;

    /** Makes the clip and decodes the frame to scale. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        clip = new BenchClip(height * 16 / 9, height);
        frame = clip.firstFrame();
        scaler = new FrameScaler();
        tensor = requireNonNull(new TensorPool(1, 640, 384).take());
    }

    /** Gives the native memory back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        tensor.close();
        scaler.close();
        frame.close();
        clip.close();
    }

    /** All frames of the clip; divide by 100 for one. */
    @Benchmark
    public long decodeHundredFrames() throws IOException {
        long frames = 0;
        try (VideoDecoder decoder = new VideoDecoder(clip.info())) {
            for (Packet packet : clip.packets()) {
                decoder.send(packet);
                frames += drain(decoder);
            }
            decoder.end();
            return frames + drain(decoder);
        }
    }

    /** One frame into the tensor. */
    @Benchmark
    public TensorFrame scale() {
        scaler.scale(frame, tensor);
        return tensor;
    }

    private static long drain(VideoDecoder decoder) {
        long frames = 0;
        for (Frame next = decoder.receive(); next != null; next = decoder.receive()) {
            next.close();
            frames++;
        }
        return frames;
    }
}
