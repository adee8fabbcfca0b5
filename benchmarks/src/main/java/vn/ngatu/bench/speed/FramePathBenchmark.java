package vn.ngatu.bench.speed;

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
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.pipeline.ModelDetections;
import vn.ngatu.core.pipeline.StageClock;
import vn.ngatu.core.track.HeadingPrior;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.track.TrackerSettings;

/**
 * The frame path from packets to tracks over a clip of four seconds at 25 frames per second, as {@code analyze} runs it.
 * 4000 ms divided by the time it takes is the number of times faster than real time.
 *
 * <p>{@code java -cp 'benchmarks/target/lib/*' org.openjdk.jmh.Main FramePathBenchmark}, from the root of the checkout.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 5, time = 4)
public class FramePathBenchmark {

    /** The picture's height; the width is 16:9 of it. */
    @Param({"720", "1080"})
    public int height;

    /** How many frames per second are analysed. */
    @Param({"5", "10"})
    public double rate;

    private BenchClip clip;
    private Detector detector;
    private ModelDetections detections;

    /** Makes the clip and loads the model. */
    @Setup(Level.Trial)
    public void setUp() throws IOException, ConfigException {
        clip = new BenchClip(height * 16 / 9, height);
        Path models = Path.of(System.getProperty("ngatu.home", ""), "models");
        detector = DjlDetector.load(ModelFolder.load(models.resolve("street-detector-int8")));
        detections = new ModelDetections(detector);
    }

    /** Gives the native memory back. */
    @TearDown(Level.Trial)
    public void tearDown() {
        detections.close();
        detector.close();
        clip.close();
    }

    /** The whole clip. */
    @Benchmark
    public int fourSecondsOfVideo() throws IOException {
        Tracker tracker = new Tracker(
                null, clip.info().width(), clip.info().height(), TrackerSettings.defaults(), HeadingPrior.NONE);
        FrameSampler sampler = new FrameSampler(rate);
        int tracks = 0;
        try (VideoDecoder decoder = new VideoDecoder(clip.info());
                PacketRing ring = new PacketRing(clip.info(), 12, 64 << 20)) {
            for (Packet packet : clip.packets()) {
                ring.add(packet);
                decoder.send(packet);
                tracks += analyse(decoder, sampler, tracker);
            }
            decoder.end();
            return tracks + analyse(decoder, sampler, tracker);
        }
    }

    private int analyse(VideoDecoder decoder, FrameSampler sampler, Tracker tracker) {
        StageClock clock = new StageClock();
        int tracks = 0;
        for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
            try (Frame shown = frame) {
                if (sampler.wants(shown.time())) {
                    List<Detection> found = detections.of(shown, clock);
                    tracks += tracker.update(shown.time(), found).size();
                }
            }
        }
        return tracks;
    }
}
