package vn.ngatu.core.pipeline;

import java.util.EnumMap;
import java.util.Map;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.violation.ViolationKind;

/** What one run of a pipeline did: counts, seconds of video, CPU time by stage. Owned by the pipeline's thread. */
public final class PipelineStats {

    private final StageClock clock;
    private final Map<ViolationKind, Integer> violations = new EnumMap<>(ViolationKind.class);
    private long frames;
    private long analysed;
    private long lost;
    private double longestGap;
    private long repairs;
    private long ruleFaults;
    private double seconds;

    PipelineStats(StageClock clock) {
        this.clock = clock;
    }

    /** Frames decoded, or rows of time in a table. */
    public long frames() {
        return frames;
    }

    /** Frames that went through detection, tracking and rules. */
    public long analysedFrames() {
        return analysed;
    }

    /** Frames that damage took away. */
    public long lostFrames() {
        return lost;
    }

    /** The longest time without a sound frame because of damage, seconds. */
    public double longestGap() {
        return longestGap;
    }

    /** Time stamps that were missing or did not increase and were repaired. */
    public long timeRepairs() {
        return repairs;
    }

    /** How often a rule failed on a road user; that verdict is undetermined. */
    public long ruleFaults() {
        return ruleFaults;
    }

    /** Presentation time of the last frame, seconds. */
    public double seconds() {
        return seconds;
    }

    /** Violations by kind; kinds that did not occur are absent. */
    public Map<ViolationKind, Integer> violations() {
        return new EnumMap<>(violations);
    }

    /** CPU seconds by stage. */
    public Map<Stage, Double> cpuSeconds() {
        return clock.cpuSeconds();
    }

    void frame(double time) {
        frames++;
        seconds = time;
    }

    void analysed() {
        analysed++;
    }

    void decoder(VideoDecoder decoder) {
        lost = decoder.lostFrames();
        longestGap = decoder.longestGap();
    }

    void repairs(long count) {
        repairs = count;
    }

    void ruleFaults(long count) {
        ruleFaults = count;
    }

    void violation(ViolationKind kind) {
        violations.merge(kind, 1, Integer::sum);
    }
}
