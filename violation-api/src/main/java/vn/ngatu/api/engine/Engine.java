package vn.ngatu.api.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.parts.Models;
import vn.ngatu.core.blind.BlindInterval;
import vn.ngatu.core.blind.BlindLedger;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.evidence.EvidenceDesk;
import vn.ngatu.core.evidence.EvidenceStore;
import vn.ngatu.core.pipeline.InferenceLane;
import vn.ngatu.core.pipeline.LaneBoard;
import vn.ngatu.core.pipeline.RatePolicy;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationSink;

/**
 * An engine over the cameras of an {@link EngineConfig}: the one place where its parts are put together. Runs from {@link
 * #start} until {@link #close}; its methods are safe for use by any thread.
 */
public final class Engine implements AutoCloseable {

    /** Loads a model; each detector is the caller's. */
    @FunctionalInterface
    public interface Detectors {

        /** A detector that runs {@code model}. */
        Detector load(ModelFolder model) throws ConfigException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long QUEUE_BYTES = 512L << 20;
    private static final int ALIVE_EVERY = 10;
    private static final Duration ENDS_WITHIN = Duration.ofMillis(4500);

    private final EngineConfig config;
    private final EvidenceStore store;
    private final EvidenceDesk desk;
    private final BlindLedger ledger;
    private final LaneBoard board = new LaneBoard();
    private final List<InferenceLane> lanes = new ArrayList<>();
    private final List<CameraRunner> cameras = new ArrayList<>();
    private final RatePolicy policy;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "engine clock"));
    private final long startedNs = System.nanoTime();
    private long ticks;
    private long analysedBefore;
    private long droppedBefore;
    private boolean closed;

    private Engine(EngineConfig config, StreamOpeners openers, Detectors detectors, ViolationSink sink)
            throws ConfigException, IOException {
        this.config = config;
        ModelFolder model = Models.load(config.model());
        policy = new RatePolicy(config.analysis().baseRate(), config.analysis().burstRate());
        store = EvidenceStore.open(config.data());
        if (store.recovered() + store.swept() > 0) {
            LOG.warn(
                    "evidence: {} packages listed and {} half ones removed after a crash",
                    store.recovered(),
                    store.swept());
        }
        ledger = BlindLedger.open(
                config.data().resolve(BlindLedger.FOLDER),
                config.cameras().stream().map(EngineConfig.Camera::id).toList(),
                Instant.now());
        desk = new EvidenceDesk(store, sink, config.evidence().queue(), QUEUE_BYTES);
        CameraRunner.Shared shared = new CameraRunner.Shared(config, model, board, desk, ledger, openers, Engine::tell);
        for (EngineConfig.Camera camera : config.cameras()) {
            cameras.add(new CameraRunner(camera, shared));
        }
        int cores = config.lanes() == 0 ? Runtime.getRuntime().availableProcessors() : config.lanes();
        for (int i = 1; i <= cores; i++) {
            lanes.add(new InferenceLane("lane " + i, detectors.load(model), board));
        }
    }

    /**
     * Starts an engine.
     *
     * @param openers open the cameras' streams
     * @param detectors loads the model, once per lane
     * @param sink takes each violation once it is safe on the disk
     * @throws ConfigException when the model or a scene can't be used
     * @throws IOException when the data folder can't be used
     */
    public static Engine start(EngineConfig config, StreamOpeners openers, Detectors detectors, ViolationSink sink)
            throws ConfigException, IOException {
        Engine engine = new Engine(config, openers, detectors, sink);
        engine.cameras.forEach(CameraRunner::start);
        engine.clock.scheduleAtFixedRate(engine::tick, 0, 1, TimeUnit.SECONDS);
        return engine;
    }

    private static void tell(String camera, Violation violation) {
        LOG.info("{}: {} decided, vehicle {}", camera, violation.kind().label(), violation.track());
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private synchronized void tick() {
        if (closed) {
            return;
        }
        double uptime = (System.nanoTime() - startedNs) / 1e9;
        Instant now = Instant.now();
        double demand = 0;
        for (CameraRunner camera : cameras) {
            demand += policy.wanted(camera.live().urgent());
        }
        double allowed = policy.update(uptime, demand, capacity(), delivered());
        double least = config.analysis().leastRate();
        for (CameraRunner camera : cameras) {
            camera.live()
                    .rate(Math.max(least, allowed * policy.wanted(camera.live().urgent())));
            try {
                camera.tick(now, uptime, policy.overloaded() ? policy.share() : null);
            } catch (IOException | RuntimeException e) {
                LOG.error("{}: blind times can't be kept: {}", camera.id(), e.toString());
            }
        }
        if (ticks++ % ALIVE_EVERY == 0) {
            try {
                ledger.alive(now);
            } catch (IOException e) {
                LOG.error("blind times can't be kept: {}", e.toString());
            }
        }
    }

    /** Which share of the pictures picked since the last call was analysed and not replaced by a newer one. */
    private double delivered() {
        long analysed = 0;
        long dropped = 0;
        for (CameraRunner camera : cameras) {
            analysed += camera.live().stats().analysedFrames();
            dropped += camera.live().drops();
        }
        long served = analysed - analysedBefore;
        long picked = served + dropped - droppedBefore;
        analysedBefore = analysed;
        droppedBefore = dropped;
        return picked == 0 ? 1 : (double) served / picked;
    }

    private double capacity() {
        double framesPerSecond = 0;
        for (InferenceLane lane : lanes) {
            if (lane.serviceSeconds() == 0) {
                return Double.POSITIVE_INFINITY;
            }
            framesPerSecond += 1 / lane.serviceSeconds();
        }
        return framesPerSecond;
    }

    /** What the engine is configured to do. */
    public EngineConfig config() {
        return config;
    }

    /** How each camera and stage is doing. */
    public Health health() {
        return Health.of(this, null);
    }

    /** What was not watched between two instants, by beginning. */
    public List<BlindInterval> blind(String camera, Instant from, Instant to) throws IOException {
        return ledger.query(camera, from, to);
    }

    List<CameraRunner> cameras() {
        return cameras;
    }

    EvidenceDesk desk() {
        return desk;
    }

    RatePolicy policy() {
        return policy;
    }

    /** Ends everything within five seconds: streams, then analyses, then the evidence that is open, finished or marked. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        long end = System.nanoTime() + ENDS_WITHIN.toNanos();
        clock.shutdownNow();
        List<Thread> ending = new ArrayList<>();
        for (CameraRunner camera : cameras) {
            Thread thread = daemon(camera::close, "ending " + camera.id());
            thread.start();
            ending.add(thread);
        }
        ending.forEach(Engine::await);
        desk.finish(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        desk.close();
        lanes.forEach(InferenceLane::close);
        cameras.forEach(CameraRunner::release);
        try (store;
                ledger) {
            ledger.alive(Instant.now());
        } catch (IOException e) {
            LOG.error("the data folder could not be closed: {}", e.toString());
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(TimeUnit.MILLISECONDS.toMillis(2500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
