package vn.ngatu.core.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalReader;
import vn.ngatu.core.violation.Violation;

/**
 * The whole data path of one camera, top to bottom: packets, frames, detections, tracks, verdicts, evidence. Runs
 * synchronously on the caller's thread, without drops: same input, same output. The parts stay with whoever made them.
 */
public final class CameraPipeline {

    private final CameraParts parts;
    private final FrameSampler sampler;
    private final ProgressListener progress;
    private final StageClock clock = new StageClock();
    private final PipelineStats stats = new PipelineStats(clock);
    private double decodedAt = Double.NaN;
    private long lostBefore;
    private double lostSince;

    /** A path over {@code parts}, analysing {@code rate} frames per second (infinity for every frame). */
    public CameraPipeline(CameraParts parts, double rate, ProgressListener progress) {
        this.parts = parts;
        this.sampler = new FrameSampler(rate);
        this.progress = progress;
    }

    /** Runs {@code source} to its end. */
    public PipelineStats run(PacketSource source, FrameDetections detections) throws IOException {
        clock.begin();
        try (VideoDecoder decoder = new VideoDecoder(source.info())) {
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet kept = packet) {
                    keep(kept);
                    decoder.send(kept);
                }
                analyseDecoded(decoder, detections);
            }
            decoder.end();
            analyseDecoded(decoder, detections);
            stats.decoder(decoder);
            stats.repairs(source.timeRepairs() + decoder.timeRepairs());
        }
        return finish(stats.seconds());
    }

    /** Runs a table of detections without pictures, one frame per {@code 1 / fps} seconds. */
    public PipelineStats run(DetectionTable table, double fps) throws IOException {
        clock.begin();
        for (long index = 0; index < table.frames(); index++) {
            double time = index / fps;
            stats.frame(time);
            if (sampler.wants(time)) {
                analyse(index, time, table.at(index), 0);
            }
            progress.at(time);
        }
        return finish(stats.seconds());
    }

    private void analyseDecoded(VideoDecoder decoder, FrameDetections detections) throws IOException {
        for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
            try (Frame shown = frame) {
                noteLoss(decoder, shown);
                boolean wanted = sampler.wants(shown.time());
                clock.endOf(Stage.DECODE);
                if (wanted) {
                    readSignals(shown);
                    clock.endOf(Stage.SIGNAL);
                    List<Detection> found = detections.of(shown, clock);
                    analyse(shown.index(), shown.time(), found, takeLoss());
                }
                progress.at(shown.time());
            }
        }
        clock.endOf(Stage.DECODE);
    }

    private void keep(Packet packet) {
        PacketRing ring = parts.ring();
        if (ring != null) {
            ring.add(packet);
        }
    }

    private void readSignals(Frame frame) {
        SignalReader reader = parts.signals();
        if (reader == null) {
            return;
        }
        List<RgbImage> crops = new ArrayList<>();
        for (SignalHead head : reader.heads()) {
            crops.add(frame.crop(head.cropBox(frame.width(), frame.height())));
        }
        reader.read(frame.time(), crops);
    }

    private void analyse(long index, double time, List<Detection> detections, double lost) throws IOException {
        stats.analysed();
        var tracks = parts.tracker().update(time, detections);
        parts.trackSink().accept(index, tracks);
        clock.endOf(Stage.TRACK);
        List<Violation> violations =
                parts.rules().step(time, tracks, parts.tracker().removed(), lost);
        clock.endOf(Stage.RULES);
        parts.evidence().frame(time, tracks);
        report(violations);
        clock.endOf(Stage.EVIDENCE);
    }

    private PipelineStats finish(double end) throws IOException {
        SignalReader reader = parts.signals();
        if (reader != null) {
            reader.finish();
        }
        report(parts.rules().finish(end));
        clock.endOf(Stage.RULES);
        parts.evidence().finish();
        clock.endOf(Stage.EVIDENCE);
        stats.ruleFaults(parts.rules().faults());
        return stats;
    }

    private void report(List<Violation> violations) throws IOException {
        for (Violation violation : violations) {
            stats.violation(violation.kind());
            parts.evidence().violation(violation);
        }
    }

    /** The decoder tells lost frames by number; the time they stood for is that between the sound frames around them. */
    private void noteLoss(VideoDecoder decoder, Frame frame) {
        double previous = decodedAt;
        decodedAt = frame.time();
        stats.frame(frame.time());
        if (decoder.lostFrames() > lostBefore || frame.jump()) {
            lostBefore = decoder.lostFrames();
            lostSince += Double.isNaN(previous) ? frame.time() : frame.time() - previous;
        }
    }

    private double takeLoss() {
        double lost = lostSince;
        lostSince = 0;
        return lost;
    }
}
