package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.ngatu.core.config.ConfigException;

/** {@code ngatu serve}: an engine over cameras, until it is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Watches the cameras of an engine file until it is ended (Ctrl-C or SIGTERM).")
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, paramLabel = "YAML", description = "The engine file.")
    private Path config = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ConfigException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Serving.run(
                config,
                (casework, health) -> {
                    out.println("ngatu: watching; health: " + health);
                    out.println("ngatu: pages: " + casework.address());
                    casework.firstLink()
                            .ifPresent(link -> out.println(
                                    "ngatu: no account yet; the first administrator begins, within an hour, at "
                                            + link));
                    out.flush();
                },
                () -> {});
        return 0;
    }
}
