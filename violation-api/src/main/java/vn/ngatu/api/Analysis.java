package vn.ngatu.api;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.Models;
import vn.ngatu.api.parts.Origins;
import vn.ngatu.api.parts.Scenes;
import vn.ngatu.camera.FileSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.detect.DetectionsCsv;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.djl.DjlDetector;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.pipeline.CameraPipeline;
import vn.ngatu.core.pipeline.FrameDetections;
import vn.ngatu.core.pipeline.ModelDetections;
import vn.ngatu.core.pipeline.PipelineStats;
import vn.ngatu.core.pipeline.TableDetections;
import vn.ngatu.core.scene.Scene;

/**
 * One analysis from its arguments to its results: puts the parts together, runs them, and moves the results into place
 * when they are whole. On the caller's thread.
 */
final class Analysis {

    private final Request request;
    private final Scene scene;
    private final PrintWriter err;

    private Analysis(Request request, PrintWriter err) throws ConfigException {
        this.request = request;
        this.err = err;
        this.scene = Scenes.load(request.scene());
    }

    /**
     * What to analyse.
     *
     * @param scene the scene file
     * @param video the clip; null to analyse the table of detections alone
     * @param detections a table of detections; null to let the model detect
     * @param signals a table of signal states; null to read the lamps
     * @param model name or folder of the model
     * @param rate frames per second to analyse; infinity for every frame
     * @param camera the camera's name; null for the scene's
     * @param start wall time of the first frame; null when unknown
     * @param explain whether to write why tracks were not flagged
     */
    record Request(
            Path scene,
            @Nullable Path video,
            @Nullable Path detections,
            @Nullable Path signals,
            String model,
            double rate,
            @Nullable String camera,
            @Nullable Instant start,
            boolean explain) {}

    /** Runs the analysis; its results appear in {@code out} only if it succeeds. */
    static RunReport run(Request request, Path out, PrintWriter err) throws IOException, ConfigException {
        Analysis analysis = new Analysis(request, err);
        Path video = request.video();
        Path detections = request.detections();
        DetectionTable table = detections == null ? null : DetectionsCsv.read(detections, video == null);
        try {
            return video != null
                    ? analysis.runVideo(table, video, out)
                    : analysis.runTable(requireNonNull(table, "a request without a video has detections"), out);
        } catch (IOException e) {
            throw OutputFolder.named(out, e);
        }
    }

    /** The camera's name in the results. */
    static String camera(Request request, Scene scene) {
        String named = request.camera();
        return named == null ? scene.id() : named;
    }

    private RunReport runTable(DetectionTable table, Path out) throws IOException, ConfigException {
        DetectionTable.Picture picture = table.picture()
                .orElseThrow(() -> new AssertionError("a table read without a video states its picture"));
        RunTimer timer = new RunTimer();
        try (OutputFolder folder = OutputFolder.open(out);
                Assembly assembly =
                        Assembly.of(request, scene, picture.width(), picture.height(), null, null, folder.partial());
                Progress progress = new Progress(err, "analyze", table.frames() / picture.fps())) {
            PipelineStats stats = new CameraPipeline(assembly.parts(), assembly.ring(), request.rate(), progress::at)
                    .run(table, picture.fps());
            return finish(folder, assembly, stats, timer, null, 0);
        }
    }

    private RunReport runVideo(@Nullable DetectionTable table, Path video, Path out)
            throws IOException, ConfigException {
        ModelFolder model = table == null ? Models.load(request.model()) : null;
        try (FileSource source = FileSource.open(video);
                OutputFolder folder = OutputFolder.open(out);
                Detector detector = model == null ? null : DjlDetector.load(model);
                FrameDetections detections =
                        detector == null ? new TableDetections(requireNonNull(table)) : new ModelDetections(detector)) {
            StreamInfo stream = source.info();
            RunTimer timer = new RunTimer();
            try (Assembly assembly = Assembly.of(
                            request, scene, stream.width(), stream.height(), stream, model, folder.partial());
                    Progress progress = new Progress(err, "analyze", stream.durationNs() / 1e9)) {
                PipelineStats stats = new CameraPipeline(
                                assembly.parts(), assembly.ring(), request.rate(), progress::at)
                        .run(source, detections);
                return finish(folder, assembly, stats, timer, model, stream.durationNs() / 1e9);
            }
        }
    }

    private RunReport finish(
            OutputFolder folder,
            Assembly assembly,
            PipelineStats stats,
            RunTimer timer,
            @Nullable ModelFolder model,
            double statedSeconds)
            throws IOException {
        assembly.finish();
        List<String> warnings = new ArrayList<>(assembly.warnings());
        warnings.addAll(RunReport.warnings(stats, statedSeconds));
        RunReport report =
                RunReport.of(stats, timer, Origins.model(model), Origins.scene(scene, request.scene()), warnings);
        report.write(folder.partial().resolve("run.json"));
        folder.commit();
        return report;
    }
}
