package vn.ngatu.api.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.SceneParts;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.CameraSupervisor;
import vn.ngatu.camera.StreamConsumer;
import vn.ngatu.camera.SupervisorSettings;
import vn.ngatu.camera.time.MappedTime;
import vn.ngatu.core.blind.Blind;
import vn.ngatu.core.blind.BlindCause;
import vn.ngatu.core.blind.BlindLedger;
import vn.ngatu.core.blind.BlindWatch;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.evidence.EvidenceDesk;
import vn.ngatu.core.media.MappedRecording;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.Recording;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.pipeline.LaneBoard;
import vn.ngatu.core.pipeline.LiveCamera;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.view.ViewState;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/**
 * One camera of a running engine: its streams, the recording of the full one, the data path of the one that is analysed, and
 * the record of when it was not watched. {@link #tick} is called by the engine's clock; everything else runs on the threads
 * of its streams and of the lanes.
 */
final class CameraRunner implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;

    private final EngineConfig.Camera config;
    private final EngineConfig.Clock limits;
    private final PacketRing ring;
    private final LiveCamera live;
    private final CameraSupervisor detect;
    private final @Nullable CameraSupervisor evidence;
    private final BlindWatch watch;
    private final RateMeter arriving = new RateMeter();
    private final RateMeter analysed = new RateMeter();
    private volatile Map<Blind, String> blind = Map.of();
    private long skippedBefore;

    /**
     * What all cameras of an engine share.
     *
     * @param decided hears of violations as they are decided, with the camera's id
     */
    record Shared(
            EngineConfig config,
            ModelFolder model,
            LaneBoard board,
            EvidenceDesk desk,
            BlindLedger ledger,
            StreamOpeners openers,
            java.util.function.BiConsumer<String, Violation> decided) {}

    /** A camera that waits to be started. */
    CameraRunner(EngineConfig.Camera config, Shared shared) throws ConfigException, IOException {
        this.config = config;
        EngineConfig engine = shared.config();
        limits = engine.clock();
        ring = new PacketRing(
                engine.evidence().ring().toMillis() / 1000.0, engine.evidence().ringMegabytes() * MEGABYTE);
        watch = new BlindWatch(shared.ledger(), config.id());
        EngineConfig.Stream small = config.detect();
        evidence = small == null ? null : supervisor("/main", config.main(), shared.openers(), recorder());
        Recording recording = evidence == null ? ring : new MappedRecording(ring, new Offset());
        Consumer<Violation> decided = violation -> shared.decided().accept(config.id(), violation);
        CameraAssembly assembly = new CameraAssembly(
                config,
                shared.model(),
                engine.clock().block().toMillis() / 1000.0,
                this::wallTime,
                recording,
                shared.desk(),
                decided);
        live = new LiveCamera(
                config.id(),
                assembly,
                small == null ? ring : null,
                SceneParts.heads(assembly.scene()),
                shared.model().info().input(),
                shared.board(),
                engine.analysis().baseRate());
        detect = supervisor(
                small == null ? "/main" : "/sub", small == null ? config.main() : small, shared.openers(), analyser());
    }

    private CameraSupervisor supervisor(
            String suffix, EngineConfig.Stream stream, StreamOpeners openers, StreamConsumer consumer) {
        String name = config.id() + suffix;
        return new CameraSupervisor(name, openers.of(name, stream), SupervisorSettings.DEFAULT, consumer);
    }

    private @Nullable WallTime wallTime(long ptsNs) {
        StreamClock clock = detect.clock();
        return clock.at(ptsNs);
    }

    private StreamConsumer analyser() {
        return new StreamConsumer() {
            @Override
            public void opened(StreamInfo info) {
                live.opened(info);
            }

            @Override
            public void packet(Packet packet) {
                live.packet(packet);
            }
        };
    }

    private StreamConsumer recorder() {
        return new StreamConsumer() {
            @Override
            public void opened(StreamInfo info) {
                ring.opened(info);
            }

            @Override
            public void packet(Packet packet) {
                ring.add(packet);
            }
        };
    }

    /** How much later a moment of the detect stream is called on the evidence stream's time line; the last known, or none. */
    private final class Offset implements java.util.function.LongUnaryOperator {
        private final AtomicLong known = new AtomicLong();

        @Override
        public long applyAsLong(long ptsNs) {
            CameraSupervisor full = evidence;
            MappedTime mapped = full == null ? null : detect.timeIn(full, ptsNs);
            if (mapped != null) {
                known.set(mapped.ptsNs() - ptsNs);
            }
            return known.get();
        }
    }

    /** Starts the streams. */
    void start() {
        detect.start();
        if (evidence != null) {
            evidence.start();
        }
    }

    /**
     * Looks at what is not watched now and keeps the ledger's entries.
     *
     * @param uptime seconds since an arbitrary instant, for rates
     * @param share the share of the wanted pictures that is analysed; null when all are
     */
    void tick(Instant now, double uptime, @Nullable Double share) throws IOException {
        arriving.update(uptime, live.stats().frames());
        analysed.update(uptime, live.stats().analysedFrames());
        Map<Blind, String> found = new LinkedHashMap<>();
        stream(found);
        clock(found);
        view(found);
        for (String signal : live.unknownSignals()) {
            found.merge(
                    new Blind(ViolationKind.RED_LIGHT.label(), BlindCause.SIGNAL_UNKNOWN),
                    signal,
                    (known, more) -> known + ", " + more);
        }
        long behind = live.skipped() - skippedBefore;
        skippedBefore += behind;
        if (behind > 0) {
            found.put(new Blind(null, BlindCause.OVERLOAD), "the stream fell behind and is left out up to a key frame");
        } else if (share != null) {
            found.put(
                    new Blind(null, BlindCause.OVERLOAD),
                    String.format(java.util.Locale.ROOT, "%.0f %% of the pictures are analysed", 100 * share));
        }
        blind = Map.copyOf(found);
        watch.update(now, found);
    }

    private void stream(Map<Blind, String> found) {
        CameraState state = detect.state();
        if (state instanceof CameraState.Stalled) {
            found.put(new Blind(null, BlindCause.STALLED), state.reason());
        } else if (!(state instanceof CameraState.Streaming)) {
            found.put(new Blind(null, BlindCause.DOWN), state.name() + ": " + state.reason());
        } else if (live.stats().analysedFrames() == 0) {
            found.put(new Blind(null, BlindCause.NOT_STARTED), "no picture was analysed yet");
        }
    }

    private void clock(Map<Blind, String> found) {
        Double error = clockError();
        double block = limits.block().toMillis() / 1000.0;
        if (detect.state() instanceof CameraState.Streaming && error != null && error > block) {
            found.put(
                    new Blind(null, BlindCause.CLOCK_OFF),
                    String.format(java.util.Locale.ROOT, "off by up to %.2f s", error));
        }
    }

    private void view(Map<Blind, String> found) {
        ViewState view = live.stats().view();
        if (view != null && !view.holds()) {
            found.put(new Blind(null, BlindCause.VIEW_MOVED), view.detail());
        }
    }

    /** How far the wall time may be off, seconds; null when there is none. */
    @Nullable Double clockError() {
        var report = detect.clockReport();
        return report == null ? null : report.error();
    }

    /** Whether the wall time is off by more than is usual. */
    boolean clockAlarm() {
        Double error = clockError();
        return error != null && error > limits.alarm().toMillis() / 1000.0;
    }

    String id() {
        return config.id();
    }

    LiveCamera live() {
        return live;
    }

    PacketRing ring() {
        return ring;
    }

    /** The stream that is analysed. */
    CameraSupervisor detect() {
        return detect;
    }

    /** The full stream where another one is analysed; null else. */
    @Nullable CameraSupervisor evidence() {
        return evidence;
    }

    /** What is not watched now. */
    Map<Blind, String> blind() {
        return blind;
    }

    /** Pictures per second that arrive. */
    double arrivingRate() {
        return arriving.perSecond();
    }

    /** Pictures per second that are analysed. */
    double analysedRate() {
        return analysed.perSecond();
    }

    /** Ends the streams, then the analysis. */
    @Override
    public void close() {
        detect.close();
        if (evidence != null) {
            evidence.close();
        }
        live.close();
    }

    /** Gives the recording's memory back, once all evidence is written. */
    void release() {
        ring.close();
    }
}
