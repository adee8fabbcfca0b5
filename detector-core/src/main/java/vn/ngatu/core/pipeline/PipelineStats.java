package vn.ngatu.core.pipeline;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.view.ViewState;
import vn.ngatu.core.violation.ViolationKind;

/** What a pipeline has done so far: counts, seconds of video, CPU time by stage. Written by it, read by any thread. */
public final class PipelineStats {

    private final StageClock clock;
    private final Map<ViolationKind, Integer> violations = new EnumMap<>(ViolationKind.class);
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong analysed = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong repairs = new AtomicLong();
    private final AtomicLong ruleFaults = new AtomicLong();
    private final AtomicLong withdrawn = new AtomicLong();
    private volatile double longestGap;
    private volatile double seconds;
    private volatile double viewLost;
    private volatile @Nullable ViewState view;
    private double viewLostSince = Double.NaN;

    PipelineStats(StageClock clock) {
        this.clock = clock;
    }

    /** Frames decoded, or rows of time in a table. */
    public long frames() {
        return frames.get();
    }

    /** Frames that went through detection, tracking and rules. */
    public long analysedFrames() {
        return analysed.get();
    }

    /** Frames that damage took away. */
    public long lostFrames() {
        return lost.get();
    }

    /** The longest time without a sound frame because of damage, seconds. */
    public double longestGap() {
        return longestGap;
    }

    /** Time stamps that were missing or did not increase and were repaired. */
    public long timeRepairs() {
        return repairs.get();
    }

    /** How often a rule failed on a road user; that verdict is undetermined. */
    public long ruleFaults() {
        return ruleFaults.get();
    }

    /** Presentation time of the last frame, seconds. */
    public double seconds() {
        return seconds;
    }

    /** What is known of where the camera looks; null where nobody watches. */
    public @Nullable ViewState view() {
        return view;
    }

    /** For how many seconds the camera looked elsewhere than its scene says. */
    public double viewLostSeconds() {
        return viewLost;
    }

    /** Violations that were decided and taken back, because the camera turned out to look elsewhere. */
    public long withdrawn() {
        return withdrawn.get();
    }

    /** Violations by kind; kinds that did not occur are absent. */
    public Map<ViolationKind, Integer> violations() {
        synchronized (violations) {
            return new EnumMap<>(violations);
        }
    }

    /** CPU seconds by stage. */
    public Map<Stage, Double> cpuSeconds() {
        return clock.cpuSeconds();
    }

    void frame(double time) {
        frames.incrementAndGet();
        seconds = time;
    }

    void analysed() {
        analysed.incrementAndGet();
    }

    void decoder(VideoDecoder decoder) {
        lost.addAndGet(decoder.lostFrames());
        longestGap = Math.max(longestGap, decoder.longestGap());
    }

    void repaired(long count) {
        repairs.addAndGet(count);
    }

    void ruleFaults(long count) {
        ruleFaults.set(count);
    }

    void view(ViewState now, double time) {
        view = now;
        if (now.holds()) {
            viewLostSince = Double.NaN;
        } else {
            double since = Double.isNaN(viewLostSince) ? now.since() : viewLostSince;
            viewLost = viewLost + time - since;
            viewLostSince = time;
        }
    }

    void violation(ViolationKind kind) {
        synchronized (violations) {
            violations.merge(kind, 1, Integer::sum);
        }
    }

    void withdrawn(ViolationKind kind) {
        withdrawn.incrementAndGet();
        synchronized (violations) {
            violations.computeIfPresent(kind, (same, count) -> count > 1 ? count - 1 : null);
        }
    }
}
