package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.ngatu.api.parts.Models;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.core.config.ConfigException;

/** {@code ngatu analyze}: one recorded clip, or a table of detections, to violations with evidence. */
@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = "Finds violations in a recorded clip and writes them with their evidence.")
final class AnalyzeCommand implements Callable<Integer> {

    @Option(names = "--scene", required = true, paramLabel = "YAML", description = "What the camera sees.")
    private Path scene = Path.of("");

    @Option(names = "--video", paramLabel = "CLIP", description = "The clip; optional with --detections.")
    private @Nullable Path video;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder for the results.")
    private Path out = Path.of("");

    @Option(names = "--detections", paramLabel = "CSV", description = "Detections from a table instead of a model.")
    private @Nullable Path detections;

    @Option(names = "--signals", paramLabel = "CSV", description = "Signal states from a table instead of the lamps.")
    private @Nullable Path signals;

    @Option(
            names = "--model",
            paramLabel = "NAME_OR_PATH",
            description = "A model of models/ by name, or a model folder; default: ${DEFAULT-VALUE}.",
            defaultValue = Models.DEFAULT)
    private String model = Models.DEFAULT;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "Frames per second to analyse; default: 10 with a model, every frame with --detections.")
    private @Nullable Double fps;

    @Option(names = "--camera", paramLabel = "ID", description = "The camera's name; default: the scene's.")
    private @Nullable String camera;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "Wall time of the clip's first frame, like 2026-11-22T08:15:30+07:00; default: unknown.")
    private @Nullable String start;

    @Option(names = "--explain", description = "Also write explain.jsonl: for every track and rule, why not.")
    private boolean explain;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ConfigException {
        if (video == null && detections == null) {
            throw new UsageException("--video: missing (expected: a clip, or a table given by --detections)");
        }
        Analysis.Request request = new Analysis.Request(
                scene,
                video,
                detections,
                signals,
                model,
                Arguments.rate(fps, detections == null ? 10 : Double.POSITIVE_INFINITY),
                camera,
                Arguments.instant("--start", start),
                explain);
        PrintWriter err = spec.commandLine().getErr();
        RunReport report = Analysis.run(request, out, err);
        report.warnings().forEach(warning -> err.println("ngatu: warning: " + warning));
        spec.commandLine().getOut().println(report.summary());
        return 0;
    }
}
