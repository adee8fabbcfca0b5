package vn.ngatu.bench.speed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.djl.DjlDetector;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameScaler;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TensorPool;

/**
 * One inference, tensor to boxes, on one thread.
 *
 * <p>{@code java -cp 'benchmarks/target/lib/*' org.openjdk.jmh.Main DetectBenchmark}, from the root of the checkout.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DetectBenchmark {

    /** The model's folder under {@code models}. */
    @Param({"street-detector", "street-detector-int8"})
    public String model;

    private Detector detector;
    private TensorFrame tensor;

    /** Loads the model and scales a frame of a 720p clip for it. */
    @Setup(Level.Trial)
    public void setUp() throws ConfigException, IOException {
        Path models = Path.of(System.getProperty("ngatu.home", ""), "models");
        detector = DjlDetector.load(ModelFolder.load(models.resolve(model)));
        tensor = requireNonNull(new TensorPool(
                        1,
                        detector.model().input().width(),
                        detector.model().input().height())
                .take());
        try (BenchClip clip = new BenchClip(1280, 720);
                Frame frame = clip.firstFrame();
                FrameScaler scaler = new FrameScaler()) {
            scaler.scale(frame, tensor);
        }
    }

    /** Gives the native memory back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        tensor.close();
        detector.close();
    }

    /** One frame. */
    @Benchmark
    public List<Detection> detect() {
        return detector.detect(tensor);
    }
}
