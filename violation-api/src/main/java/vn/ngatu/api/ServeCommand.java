package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.ngatu.api.casework.Casework;
import vn.ngatu.api.casework.CaseworkConfig;
import vn.ngatu.api.engine.Engine;
import vn.ngatu.api.engine.EngineConfig;
import vn.ngatu.api.engine.EngineFile;
import vn.ngatu.api.engine.ManagementServer;
import vn.ngatu.api.engine.NetworkOpeners;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.djl.DjlDetector;

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
        EngineConfig settings = EngineFile.load(config);
        CaseworkConfig cases = EngineFile.casework(config, System.getenv());
        CountDownLatch ended = new CountDownLatch(1);
        try (Casework casework = Casework.start(cases, InstantSource.system());
                Engine engine = Engine.start(settings, new NetworkOpeners(), DjlDetector::load, violation -> {});
                ManagementServer management = ManagementServer.start(engine, casework::intake)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(casework, engine, ended), "ending"));
            out.println("ngatu: watching " + settings.cameras().size() + " cameras; health: http://"
                    + settings.management().address() + ":" + management.port() + "/health");
            out.println("ngatu: pages: " + casework.address());
            casework.firstLink()
                    .ifPresent(link -> out.println(
                            "ngatu: no account yet; the first administrator begins, within an hour, at " + link));
            out.flush();
            ended.await();
        }
        return 0;
    }

    // Side by side: together they have five seconds.
    private static void end(Casework casework, Engine engine, CountDownLatch ended) {
        Thread api = new Thread(casework::close, "ending api");
        api.start();
        engine.close();
        try {
            api.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ended.countDown();
    }
}
