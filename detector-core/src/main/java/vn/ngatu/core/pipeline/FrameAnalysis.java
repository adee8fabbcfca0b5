package vn.ngatu.core.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalReader;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.view.GreyPicture;
import vn.ngatu.core.view.ViewGuard;
import vn.ngatu.core.view.ViewState;
import vn.ngatu.core.violation.Violation;

/**
 * The second half of the data path, for one camera: detections, signals, tracks, verdicts, evidence. One thread at a time;
 * the parts stay with whoever made them.
 */
final class FrameAnalysis {

    /** The reason of verdicts while the camera looks elsewhere. */
    static final String VIEW_MOVED = "the camera's view has moved";

    /** The reason of verdicts while the wall time is not known well enough. */
    static final String CLOCK_OFF = "the wall time is not known well enough";

    // Longer than any act that a signal decides.
    private static final double SIGNALS_KEPT = 600;
    // A state becomes certain within some seconds.
    private static final double SIGNAL_SILENT = 15;
    private static final double INSTANT = 1e-3;

    private final CameraParts parts;
    private final PipelineStats stats;
    private final StageClock clock;
    private double previous = Double.NaN;
    private volatile List<Track> tracks = List.of();
    private volatile Set<String> unknownSignals = Set.of();

    FrameAnalysis(CameraParts parts, PipelineStats stats, StageClock clock) {
        this.parts = parts;
        this.stats = stats;
        this.clock = clock;
    }

    /** Analyses the next frame. */
    void frame(PickedFrame frame, List<Detection> found) throws IOException {
        stats.analysed();
        readSignals(frame);
        watchClock(frame.time());
        watchView(frame);
        List<Track> seen = parts.tracker().update(frame.time(), scaled(frame, found));
        tracks = seen;
        parts.trackSink().accept(frame.index(), seen);
        clock.endOf(Stage.TRACK);
        List<Violation> violations =
                parts.rules().step(frame.time(), seen, parts.tracker().removed(), frame.lost());
        clock.endOf(Stage.RULES);
        parts.evidence().frame(frame.time(), seen);
        report(violations);
        clock.endOf(Stage.EVIDENCE);
        previous = frame.time();
    }

    /** The road users of the newest frame; any thread. */
    List<Track> tracks() {
        return tracks;
    }

    /** What the analysis is made of. */
    CameraParts parts() {
        return parts;
    }

    /**
     * Ends the stream at {@code end}, seconds.
     *
     * @return the violations whose evidence there was no room for
     */
    List<Violation> finish(double end) throws IOException {
        SignalReader reader = parts.signals();
        if (reader != null) {
            reader.finish();
        }
        report(parts.rules().finish(end));
        clock.endOf(Stage.RULES);
        List<Violation> left = parts.evidence().finish();
        clock.endOf(Stage.EVIDENCE);
        stats.ruleFaults(parts.rules().faults());
        return left;
    }

    private void readSignals(PickedFrame frame) {
        SignalReader reader = parts.signals();
        if (reader != null) {
            reader.read(frame.time(), frame.lamps());
            reader.timeline().forgetBefore(frame.time() - SIGNALS_KEPT);
            unknownSignals = unknown(reader, frame.time());
            clock.endOf(Stage.SIGNAL);
        }
    }

    /** The signals whose state has not been known for some time. */
    private static Set<String> unknown(SignalReader reader, double time) {
        Set<String> unknown = new TreeSet<>();
        for (SignalHead head : reader.heads()) {
            double decided = reader.timeline().decidedUntil(head.signal());
            double since = reader.timeline().since(head.signal(), decided - INSTANT);
            boolean silent = reader.timeline().at(head.signal(), decided - INSTANT) == SignalState.UNKNOWN;
            if (decided < time - SIGNAL_SILENT || silent && since < time - SIGNAL_SILENT) {
                unknown.add(head.signal());
            }
        }
        return Set.copyOf(unknown);
    }

    /** The signals whose state is not known; any thread. */
    Set<String> unknownSignals() {
        return unknownSignals;
    }

    private void watchClock(double time) {
        ClockLimit limit = parts.clock();
        if (limit != null && !limit.holds(time)) {
            parts.rules().doubt(CLOCK_OFF, Double.isNaN(previous) ? time : previous, time);
        }
    }

    private void watchView(PickedFrame frame) {
        ViewGuard guard = parts.view();
        if (guard == null) {
            return;
        }
        boolean held = guard.state().holds();
        GreyPicture picture = frame.view();
        ViewState now = picture == null ? guard.state() : guard.look(frame.time(), picture);
        stats.view(now, frame.time());
        if (!now.holds()) {
            parts.rules().doubt(VIEW_MOVED, now.since(), frame.time());
            if (held) {
                parts.evidence().withdraw(now.since()).forEach(gone -> stats.withdrawn(gone.kind()));
            }
        }
        clock.endOf(Stage.VIEW);
    }

    // The stream's picture may change its size while it runs; the road users' boxes keep to one.
    private List<Detection> scaled(PickedFrame frame, List<Detection> found) {
        double x = (double) parts.picture().width() / frame.width();
        double y = (double) parts.picture().height() / frame.height();
        if (x == 1 && y == 1) {
            return found;
        }
        List<Detection> scaled = new ArrayList<>(found.size());
        for (Detection each : found) {
            Box box = each.box();
            scaled.add(new Detection(
                    new Box(box.left() * x, box.top() * y, box.width() * x, box.height() * y),
                    each.score(),
                    each.objectClass()));
        }
        return scaled;
    }

    private void report(List<Violation> violations) {
        for (Violation violation : violations) {
            // Nobody hears of it before it is on the disk.
            parts.evidence().violation(violation);
            stats.violation(violation.kind());
            parts.decided().accept(violation);
        }
    }
}
