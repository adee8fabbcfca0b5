package vn.ngatu.core.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.Detector;
import vn.ngatu.core.detect.ModelInput;
import vn.ngatu.core.evidence.PictureSize;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.FrameScaler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.TensorPool;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.violation.Violation;

/**
 * The data path of one running camera: {@link FrameIntake} on the stream's thread, a mailbox, the model on a lane's thread,
 * and there {@link FrameAnalysis}. A fault of the analysis is this camera's alone: the analysis is made anew. {@link
 * #opened} and {@link #packet} are called by the stream's thread, {@link #close} by the owner once the stream has ended.
 */
public final class LiveCamera implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveCamera.class);
    // One is being filled, one waits, one is at the model.
    private static final int SLOTS = 3;

    private final String id;
    private final PartsFactory factory;
    private final LaneBoard board;
    private final TensorPool pool;
    private final FrameScaler scaler = new FrameScaler();
    private final FrameSampler sampler;
    private final Mailbox mailbox = new Mailbox();
    private final StageClock streamClock = new StageClock();
    private final StageClock laneClock = new StageClock();
    private final PipelineStats stats = new PipelineStats(laneClock);
    private final Latency latency = new Latency();
    private final Latency alerts = new Latency();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final Backlog backlog = new Backlog();
    private final LongSupplier nanoTime;
    private final FrameIntake intake;
    private volatile double rate;
    private volatile @Nullable FrameAnalysis analysis;
    private volatile @Nullable String lastFault;
    private double appliedRate;
    private double lastTime = Double.NEGATIVE_INFINITY;
    private long arrivedNs;

    /**
     * A camera that waits for its stream.
     *
     * @param ring keeps the detect stream's packets; null when another stream is kept
     * @param heads the signal heads whose lamps are read
     * @param input the size of the model's pictures
     * @param rate frames per second analysed until {@link #rate(double)} says otherwise
     */
    public LiveCamera(
            String id,
            PartsFactory factory,
            @Nullable PacketRing ring,
            List<SignalHead> heads,
            ModelInput input,
            LaneBoard board,
            double rate) {
        this(id, factory, ring, heads, input, board, rate, System::nanoTime);
    }

    /** The same with a clock of the caller's. */
    LiveCamera(
            String id,
            PartsFactory factory,
            @Nullable PacketRing ring,
            List<SignalHead> heads,
            ModelInput input,
            LaneBoard board,
            double rate,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.id = id;
        this.factory = factory;
        this.board = board;
        this.rate = rate;
        appliedRate = rate;
        pool = new TensorPool(SLOTS, input.width(), input.height());
        sampler = new FrameSampler(rate);
        intake = new FrameIntake(ring, sampler, heads, stats, streamClock, this::post, time -> {});
        board.join(this);
    }

    /** A session of the stream begins. */
    public void opened(StreamInfo info) {
        backlog.reset();
        try {
            intake.opened(info);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The stream's next packet, which stays the caller's. Where the stream has fallen behind, it is kept for evidence but not
     * decoded: the newest pictures count.
     */
    public void packet(Packet packet) {
        long now = nanoTime.getAsLong();
        streamClock.begin();
        if (packet.jump()) {
            backlog.reset();
        }
        if (backlog.skips(now / 1e9, packet.dtsNs() / 1e9, packet.key())) {
            skipped.incrementAndGet();
            intake.skip(packet);
            return;
        }
        arrivedNs = now - Math.round(1e9 * backlog.late());
        if (appliedRate != rate) {
            appliedRate = rate;
            sampler.rate(appliedRate);
        }
        try {
            intake.packet(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void post(Frame frame, PickedFrame picked) {
        TensorFrame slot = pool.take();
        if (slot == null) {
            mailbox.dropped();
            return;
        }
        scaler.scale(frame, slot);
        streamClock.endOf(Stage.SCALE);
        mailbox.put(new LiveFrame(picked, slot, arrivedNs));
        board.offer();
    }

    boolean hasWaiting() {
        return !mailbox.isEmpty();
    }

    /** Takes the newest frame through the model and the analysis, on the calling lane's thread. */
    void serve(Detector detector) {
        Mailbox.Delivery delivery = mailbox.take();
        if (delivery == null) {
            return;
        }
        laneClock.begin();
        try (LiveFrame frame = delivery.frame()) {
            PickedFrame picked = delivery.skipped() && lastTime > Double.NEGATIVE_INFINITY
                    ? frame.picked().lostSince(lastTime)
                    : frame.picked();
            List<Detection> found = detector.detect(frame.tensor());
            laneClock.endOf(Stage.INFER);
            FrameAnalysis running = running(picked);
            long violations = stats.violations().values().stream()
                    .mapToLong(count -> count)
                    .sum();
            running.frame(picked, found);
            lastTime = picked.time();
            double seconds = (nanoTime.getAsLong() - frame.arrivedNs()) / 1e9;
            latency.add(seconds);
            if (stats.violations().values().stream().mapToLong(count -> count).sum() > violations) {
                alerts.add(seconds);
            }
        } catch (IOException | RuntimeException e) {
            fault(e);
        }
    }

    private FrameAnalysis running(PickedFrame frame) throws IOException {
        FrameAnalysis running = analysis;
        if (running == null) {
            running =
                    new FrameAnalysis(factory.parts(new PictureSize(frame.width(), frame.height())), stats, laneClock);
            analysis = running;
        }
        return running;
    }

    // What was decided before keeps its evidence; whoever was followed is met anew.
    private void fault(Exception e) {
        faults.incrementAndGet();
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!reason.equals(lastFault)) {
            LOG.error("{}: the analysis failed and starts anew", id, e);
        }
        lastFault = reason;
        FrameAnalysis broken = analysis;
        analysis = null;
        try {
            if (broken != null) {
                tellLeft(broken.parts().evidence().finish());
            }
        } catch (IOException | RuntimeException again) {
            LOG.error("{}: evidence of the failed analysis", id, again);
        }
    }

    private void tellLeft(List<Violation> left) {
        for (Violation violation : left) {
            LOG.error("{}: no room for the evidence of {}; it is reported at the next start", id, violation);
        }
    }

    /** What logs call the camera. */
    public String id() {
        return id;
    }

    /** Frames per second to analyse from the next frame on; any thread. */
    public void rate(double framesPerSecond) {
        rate = framesPerSecond;
    }

    /** Frames per second that are picked now. */
    public double rate() {
        return rate;
    }

    /** Whether a road user is near something that only a dense look can judge. */
    public boolean urgent() {
        FrameAnalysis running = analysis;
        return running != null && Urgency.of(running.tracks(), running.parts().scene());
    }

    /** The signals whose state has not been known for some time. */
    public Set<String> unknownSignals() {
        FrameAnalysis running = analysis;
        return running == null ? Set.of() : running.unknownSignals();
    }

    /** Counts so far. */
    public PipelineStats stats() {
        return stats;
    }

    /** CPU seconds of the stream's thread, by stage. */
    public StageClock streamClock() {
        return streamClock;
    }

    /** How long frames took from their last packet's arrival to the end of their analysis. */
    public Latency latency() {
        return latency;
    }

    /** The same of the frames at which a violation was decided. */
    public Latency alertLatency() {
        return alerts;
    }

    /** How many picked frames were dropped because a newer one came first. */
    public long drops() {
        return mailbox.drops();
    }

    /** How many packets were not decoded because the stream had fallen behind. */
    public long skipped() {
        return skipped.get();
    }

    /** How often the analysis failed and was made anew. */
    public long faults() {
        return faults.get();
    }

    /** The newest fault in one line; null when there was none. */
    public @Nullable String lastFault() {
        return lastFault;
    }

    /** Ends the camera, whose stream has ended: what is open is decided with what was seen. */
    @Override
    public void close() {
        board.leave(this);
        mailbox.clear();
        intake.close();
        scaler.close();
        FrameAnalysis running = analysis;
        if (running != null) {
            try {
                laneClock.begin();
                tellLeft(running.finish(stats.seconds()));
            } catch (IOException | RuntimeException e) {
                LOG.error("{}: the analysis could not be ended", id, e);
            }
        }
    }
}
