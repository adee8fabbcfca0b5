package vn.ngatu.api;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.ngatu.api.engine.EngineFile;
import vn.ngatu.api.parts.Scenes;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.scene.CalibratedCamera;
import vn.ngatu.core.scene.Calibrations;
import vn.ngatu.core.scene.Scene;

/** {@code ngatu config}: looks after configuration files. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Looks after configuration files.",
        subcommands = ConfigCommand.Check.class,
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {

    /** {@code ngatu config check}: every fault at once. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Names every fault of an engine file, a scene file or a model folder at once: path, value and"
                    + " expectation.")
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "An engine file, a scene file or a model folder.")
        private Path file = Path.of("");

        @SuppressWarnings("NullAway.Init") // picocli sets it
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws ConfigException {
            PrintWriter out = spec.commandLine().getOut();
            if (!Files.exists(file)) {
                throw new UsageException(
                        file + ": no such file (expected: an engine file, a scene file or a model folder)");
            }
            boolean model = Files.isDirectory(file);
            boolean engine = !model && EngineFile.isMeant(file);
            List<Fault> faults = model ? modelFaults() : engine ? EngineFile.check(file) : Scenes.check(file);
            faults.forEach(fault -> out.println(file + ": " + fault));
            if (!faults.isEmpty()) {
                out.println(file + ": faults: " + faults.size());
                return 2;
            }
            if (!model && !engine) {
                tellCalibration(Scenes.load(file), out);
            }
            out.println(file + ": OK");
            return 0;
        }

        private List<Fault> modelFaults() {
            try {
                ModelFolder.load(file);
                return List.of();
            } catch (ConfigException e) {
                return e.faults();
            }
        }

        private void tellCalibration(Scene scene, PrintWriter out) {
            CalibratedCamera camera =
                    Calibrations.of(scene, scene.image().width(), scene.image().height());
            if (camera == null) {
                out.println(file + ": calibration: none, so rules that need metres on the road are undetermined");
                return;
            }
            int point = 0;
            for (CalibratedCamera.Residual residual : camera.residuals()) {
                out.printf(
                        Locale.ROOT,
                        "%s: calibration.points[%d]: %.1f px, %.2f m off%s%n",
                        file,
                        point++,
                        residual.pixels(),
                        residual.metres(),
                        residual.rejected() ? "; contradicts the others, left out" : "");
            }
            camera.warnings().forEach(warning -> out.println(file + ": warning: " + warning));
        }
    }
}
