package vn.ngatu.core.evidence;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.Recording;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;

/**
 * Makes the evidence of one camera: follows the road users, and once enough has been seen after a violation gives its
 * package, with copies of all it needs, to the queue that writes it; in the order of decision. Owned by the camera's
 * analysis and called on its thread. The recording and the queue stay with the caller and must outlive this object; the
 * recording should reach back {@value #RING_SECONDS} s.
 *
 * <p>While the queue has no room a violation waits, and its video may meanwhile be forgotten; its package then says so.
 */
public final class EvidenceRecorder {

    /** How far back the ring should reach: a stop of 20 s, the time around it, and the wait for what follows. */
    public static final double RING_SECONDS = 45;

    /** How much video a package holds before the act begins and after it ends, seconds. */
    static final double MARGIN = 6;

    private static final double HISTORY = 60;
    // A second stream of the same camera may arrive this much later, seconds.
    private static final double OTHER_STREAM = 1;

    private final EvidenceContext context;
    private final Scene scene;
    private final PictureSize picture;
    private final @Nullable Recording video;
    private final SignalTimeline signals;
    private final PackageQueue queue;
    private final TrackHistory history = new TrackHistory();
    private final @Nullable EarlyStills early;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /**
     * A recorder that knows of nothing yet.
     *
     * @param picture the size of the pictures that boxes are told in
     * @param video the camera's recording; null without video, then packages hold tables only and say so
     */
    public EvidenceRecorder(
            EvidenceContext context,
            Scene scene,
            PictureSize picture,
            @Nullable Recording video,
            SignalTimeline signals,
            PackageQueue queue) {
        this.context = context;
        this.scene = scene;
        this.picture = picture;
        this.video = video;
        this.signals = signals;
        this.queue = queue;
        this.early = video == null ? null : new EarlyStills(scene, video, picture, history);
    }

    /** A violation whose aftermath is still to be seen, with the start of a long standing if that was kept. */
    private record Waiting(Violation violation, ReportedViolation report, EarlyStills.@Nullable EarlyStill early) {}

    /**
     * Takes the road users of the next analysed frame; the frame's packet, and what came before it, must be in the ring.
     *
     * @throws IOException when an earlier package could not be written
     */
    public void frame(double time, List<Track> tracks) throws IOException {
        history.add(tracks);
        if (early != null && video != null && video.startNs() != Long.MAX_VALUE) {
            early.update(time, tracks);
        }
        double late = video == null || video.exact() ? 0 : OTHER_STREAM;
        while (!waiting.isEmpty() && dueAt(waiting.peekFirst().violation()) + late <= time && queue.hasRoom()) {
            write(waiting.removeFirst());
        }
        history.forgetBefore(time - HISTORY);
        queue.check(false);
    }

    /**
     * Takes what the rules decided at the frame that {@link #frame} took last; in the order of decision. The queue has noted
     * it when this returns.
     */
    public void violation(Violation violation) {
        EarlyStills.EarlyStill start = early == null || !Moments.isStanding(violation.kind())
                ? null
                : early.of(violation.track(), violation.start());
        PixelScale scale = scaleAt(violation.decisive());
        Waiting decided = new Waiting(violation, report(violation.withBox(scale.of(violation.box()))), start);
        waiting.addLast(decided);
        queue.decided(() -> task(decided, null, scale));
    }

    private PixelScale scaleAt(double time) {
        if (video == null || video.startNs() == Long.MAX_VALUE) {
            return PixelScale.NONE;
        }
        try (PacketRing.Snapshot nothing = video.snapshot(0, -1, Math.round(time * 1e9))) {
            return picture.to(nothing.info());
        }
    }

    /**
     * Takes back what rests on frames from {@code from} on and is not yet given to the queue: those frames have turned out
     * to show something else than the scene says.
     *
     * @return what was taken back
     */
    public List<Violation> withdraw(double from) {
        List<Violation> gone = new ArrayList<>();
        waiting.removeIf(each -> {
            boolean doubtful = each.violation().decided() >= from;
            if (doubtful) {
                gone.add(each.violation());
                queue.withdrawn(each.report().id());
            }
            return doubtful;
        });
        return gone;
    }

    /** How many violations wait for their aftermath, or for room in the queue. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Ends the stream: gives what is still waiting to the queue with what has been seen, as far as there is room.
     *
     * @return the violations for which there was no room
     * @throws IOException when a package could not be written
     */
    public List<Violation> finish() throws IOException {
        while (!waiting.isEmpty() && queue.hasRoom()) {
            write(waiting.removeFirst());
            queue.check(false);
        }
        queue.check(true);
        List<Violation> left = waiting.stream().map(Waiting::violation).toList();
        waiting.clear();
        return left;
    }

    private static double dueAt(Violation violation) {
        return Math.max(violation.decided(), violation.end()) + MARGIN;
    }

    private void write(Waiting next) {
        Violation violation = next.violation();
        PackageTask.Footage footage = footage(violation, moments(next), next.early());
        queue.add(task(
                next,
                footage,
                footage == null ? PixelScale.NONE : picture.to(footage.clip().info())));
    }

    private Moments moments(Waiting of) {
        return Moments.of(
                of.violation(), history, of.early() == null ? null : of.early().track());
    }

    // Everything that changes with the stream is copied here, on the analysis thread.
    private PackageTask task(Waiting of, PackageTask.@Nullable Footage footage, PixelScale scale) {
        Violation violation = of.violation();
        double from = from(violation);
        double to = dueAt(violation);
        return new PackageTask(
                context,
                scene,
                of.report().withBox(scale.of(violation.box())),
                moments(of),
                of.early(),
                history.of(violation.track(), Math.min(from, violation.start()) - MARGIN, to),
                signals.intervals().stream()
                        .filter(state -> state.end() > from && state.start() < to)
                        .toList(),
                footage,
                scale);
    }

    private ReportedViolation report(Violation violation) {
        OffsetDateTime wallTime = context.wallTime(violation.decisive());
        String id = ReportedViolation.idOf(context.camera(), scene.id(), wallTime, violation);
        String manifest = queue.folder() + "/" + id + "/" + Manifest.FILE;
        return ReportedViolation.of(context.camera(), scene.id(), wallTime, violation, manifest)
                .withClock(context.clockAt(violation.decisive()));
    }

    // A long standing can't be filmed as a whole: then the clip shows the moment at which the allowed time had passed.
    private double from(Violation violation) {
        double from = violation.start() - MARGIN;
        boolean gone = video != null && video.startNs() > Math.max(0, Math.round(from * 1e9));
        return gone && Moments.isStanding(violation.kind()) ? violation.decisive() - MARGIN : from;
    }

    private PackageTask.@Nullable Footage footage(
            Violation violation, Moments moments, EarlyStills.@Nullable EarlyStill start) {
        double from = from(violation);
        double to = dueAt(violation);
        if (video == null || video.startNs() == Long.MAX_VALUE) {
            return null;
        }
        long decisive = Math.round(violation.decisive() * 1e9);
        LongSummaryStatistics stills = moments.chosen().stream()
                .filter(moment -> start == null || moment.track() != start.track())
                .mapToLong(Moments.Moment::ptsNs)
                .summaryStatistics();
        return new PackageTask.Footage(
                from,
                to,
                video.exact(),
                stills.getCount() == 0
                        ? video.snapshot(0, -1, decisive)
                        : video.snapshot(stills.getMin(), stills.getMax(), decisive),
                video.snapshot(Math.round(from * 1e9), Math.round(to * 1e9), decisive));
    }
}
