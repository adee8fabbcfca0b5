package vn.ngatu.core.pipeline;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalReader;

/**
 * The whole data path of one camera, top to bottom: packets, frames, detections, tracks, verdicts, evidence. Runs
 * synchronously on the caller's thread, without drops: same input, same output. The parts stay with whoever made them.
 *
 * <p>{@link LiveCamera} is the same path with two hand-offs in it, where this class has plain calls: a mailbox between {@link
 * FrameIntake} (the stream's thread) and the model, and the model's own thread, on which {@link FrameAnalysis} goes on.
 */
public final class CameraPipeline {

    private final CameraParts parts;
    private final @Nullable PacketRing ring;
    private final FrameSampler sampler;
    private final ProgressListener progress;
    private final StageClock clock = new StageClock();
    private final PipelineStats stats = new PipelineStats(clock);
    private final FrameAnalysis analysis;

    /**
     * A path over {@code parts}, analysing {@code rate} frames per second (infinity for every frame).
     *
     * @param ring keeps the packets that evidence is made of; null without video
     */
    public CameraPipeline(CameraParts parts, @Nullable PacketRing ring, double rate, ProgressListener progress) {
        this.parts = parts;
        this.ring = ring;
        this.sampler = new FrameSampler(rate);
        this.progress = progress;
        this.analysis = new FrameAnalysis(parts, stats, clock);
    }

    /** Runs {@code source} to its end. */
    public PipelineStats run(PacketSource source, FrameDetections detections) throws IOException {
        clock.begin();
        FrameIntake.Taker hand = (frame, picked) -> analysis.frame(picked, detections.of(frame, clock));
        try (FrameIntake intake = new FrameIntake(ring, sampler, heads(), stats, clock, hand, progress)) {
            intake.opened(source.info());
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet kept = packet) {
                    intake.packet(kept);
                }
            }
            intake.ended();
            stats.repaired(source.timeRepairs());
        }
        analysis.finish(stats.seconds());
        return stats;
    }

    /** Runs a table of detections without pictures, one frame per {@code 1 / fps} seconds. */
    public PipelineStats run(DetectionTable table, double fps) throws IOException {
        clock.begin();
        for (long index = 0; index < table.frames(); index++) {
            double time = index / fps;
            stats.frame(time);
            if (sampler.wants(time)) {
                int width = parts.picture().width();
                int height = parts.picture().height();
                analysis.frame(new PickedFrame(index, time, width, height, 0, List.of(), null), table.at(index));
            }
            progress.at(time);
        }
        analysis.finish(stats.seconds());
        return stats;
    }

    private List<SignalHead> heads() {
        SignalReader reader = parts.signals();
        return reader == null ? List.of() : reader.heads();
    }
}
