package vn.ngatu.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import vn.ngatu.api.casework.Casework;
import vn.ngatu.api.casework.CaseworkConfig;
import vn.ngatu.api.engine.Engine;
import vn.ngatu.api.engine.EngineConfig;
import vn.ngatu.api.engine.EngineFile;
import vn.ngatu.api.engine.ManagementServer;
import vn.ngatu.api.engine.NetworkOpeners;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.djl.DjlDetector;

/** An engine with its casework and its management, from the start until the process is told to end. Stateless. */
final class Serving {

    private Serving() {}

    /** Tells a person, once everything answers, where things are. */
    @FunctionalInterface
    interface Greeting {

        /** Tells it; {@code health} is the address of the health report. */
        void tell(Casework casework, String health);
    }

    /**
     * Serves what {@code file} says until Ctrl-C or SIGTERM, and returns when all has ended.
     *
     * @param last done at the very end
     */
    static void run(Path file, Greeting greeting, Runnable last)
            throws IOException, ConfigException, InterruptedException {
        EngineConfig engines = EngineFile.load(file);
        CaseworkConfig cases = EngineFile.casework(file, System.getenv());
        CountDownLatch ended = new CountDownLatch(1);
        try (Casework casework = Casework.start(cases, InstantSource.system());
                Engine engine = Engine.start(engines, new NetworkOpeners(), DjlDetector::load, violation -> {});
                ManagementServer management = ManagementServer.start(engine, casework::intake)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                end(casework, engine);
                                last.run();
                                ended.countDown();
                            },
                            "ending"));
            greeting.tell(casework, "http://" + engines.management().address() + ":" + management.port() + "/health");
            ended.await();
        }
    }

    // Side by side: together they have five seconds.
    private static void end(Casework casework, Engine engine) {
        Thread api = new Thread(casework::close, "ending api");
        api.start();
        engine.close();
        try {
            api.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
