package vn.ngatu.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.ngatu.api.parts.Models;
import vn.ngatu.camera.FileSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.detect.DetectionsWriter;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.djl.DjlDetector;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.pipeline.ModelDetections;
import vn.ngatu.core.pipeline.StageClock;

/** {@code ngatu detect}: a clip's detections as a table. */
@Command(name = "detect", mixinStandardHelpOptions = true, description = "Writes what a model detects in a clip.")
final class DetectCommand implements Callable<Integer> {

    @Option(names = "--video", required = true, paramLabel = "CLIP", description = "The clip.")
    private Path video = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "The table to write.")
    private Path out = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "NAME_OR_PATH",
            description = "A model of models/ by name, or a model folder; default: ${DEFAULT-VALUE}.",
            defaultValue = Models.DEFAULT)
    private String model = Models.DEFAULT;

    @Option(names = "--fps", paramLabel = "N", description = "Frames per second to look at; default: every frame.")
    private @Nullable Double fps;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ConfigException {
        FrameSampler sampler = new FrameSampler(Arguments.rate(fps, Double.POSITIVE_INFINITY));
        try (FileSource source = FileSource.open(video);
                VideoDecoder decoder = new VideoDecoder(source.info());
                Detector detector = DjlDetector.load(Models.load(model));
                ModelDetections detections = new ModelDetections(detector);
                DetectionsWriter writer = new DetectionsWriter(out, picture(source.info()));
                Progress progress = Progress.of(spec, "detect", source.info())) {
            StageClock clock = new StageClock();
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet sent = packet) {
                    decoder.send(sent);
                }
                detect(decoder, sampler, detections, clock, writer, progress);
            }
            decoder.end();
            detect(decoder, sampler, detections, clock, writer, progress);
            writer.finish();
            return 0;
        } catch (IOException e) {
            throw OutputFolder.named(out, e);
        }
    }

    private static DetectionTable.Picture picture(StreamInfo info) {
        return new DetectionTable.Picture(info.width(), info.height(), info.frameRate());
    }

    private static void detect(
            VideoDecoder decoder,
            FrameSampler sampler,
            ModelDetections detections,
            StageClock clock,
            DetectionsWriter writer,
            Progress progress)
            throws IOException {
        for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
            try (Frame shown = frame) {
                if (sampler.wants(shown.time())) {
                    writer.write(shown.index(), detections.of(shown, clock));
                }
                progress.at(shown.time());
            }
        }
    }
}
