package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationSink;

/**
 * Makes the evidence of one camera: follows the road users, and once enough has been seen after a violation writes its
 * package and hands it to the sink, in the order of decision. Owned by the camera's analysis and called on its thread; pictures and
 * files are made on the executor, which must run one task after the other ({@code Runnable::run} makes it synchronous and
 * deterministic). The ring stays with the caller and must outlive this object; it should reach back {@value #RING_SECONDS} s.
 *
 * <p>A failure to write is thrown by the next call; the violation concerned and those after it have then not reached the sink.
 */
public final class EvidenceRecorder {

    /** How far back the ring should reach: a stop of 20 s, the time around it, and the wait for what follows. */
    public static final double RING_SECONDS = 45;

    /** How much video a package holds before the act begins and after it ends, seconds. */
    static final double MARGIN = 6;

    private static final double HISTORY = 60;

    private final EvidenceContext context;
    private final Scene scene;
    private final @Nullable PacketRing ring;
    private final SignalTimeline signals;
    private final ViolationSink sink;
    private final Executor executor;
    private final Path root;
    private final EvidenceChain chain;
    private final TrackHistory history = new TrackHistory();
    private final @Nullable EarlyStills early;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    /**
     * A recorder that continues the packages of the folder {@code root}, which is made when the first one is written.
     *
     * @param root must be called {@code evidence} and lie beside {@code violations.jsonl}, whose paths start there
     * @param video the stream's ring; null without video, then packages hold tables only and say so
     * @param info the stream; null without video
     * @throws IOException when the packages already there can't be read
     */
    public EvidenceRecorder(
            EvidenceContext context,
            Scene scene,
            Path root,
            @Nullable PacketRing video,
            @Nullable StreamInfo info,
            SignalTimeline signals,
            ViolationSink sink,
            Executor executor)
            throws IOException {
        this.context = context;
        this.scene = scene;
        this.root = root;
        this.ring = video;
        this.signals = signals;
        this.sink = sink;
        this.executor = executor;
        this.chain = EvidenceChain.in(root);
        this.early = video == null || info == null ? null : new EarlyStills(scene, video, info, history);
    }

    /** A violation whose aftermath is still to be seen, with the start of a long standing if that was kept. */
    private record Waiting(Violation violation, EarlyStills.@Nullable EarlyStill early) {}

    /**
     * Takes the road users of the next analysed frame; the frame's packet, and what came before it, must be in the ring.
     *
     * @throws IOException when an earlier package could not be written
     */
    public void frame(double time, List<Track> tracks) throws IOException {
        history.add(tracks);
        if (early != null) {
            early.update(time, tracks);
        }
        while (!waiting.isEmpty() && dueAt(waiting.peekFirst().violation()) <= time) {
            write(waiting.removeFirst());
        }
        history.forgetBefore(time - HISTORY);
        throwFailure(false);
    }

    /** Takes what the rules decided at the frame that {@link #frame} took last; in the order of decision. */
    public void violation(Violation violation) {
        EarlyStills.EarlyStill start = early == null || !Moments.isStanding(violation.kind())
                ? null
                : early.of(violation.track(), violation.start());
        waiting.addLast(new Waiting(violation, start));
    }

    /**
     * Ends the stream: writes what is still waiting with what has been seen, and waits for the executor.
     *
     * @throws IOException when a package could not be written
     */
    public void finish() throws IOException {
        while (!waiting.isEmpty()) {
            write(waiting.removeFirst());
            throwFailure(false);
        }
        throwFailure(true);
    }

    private static double dueAt(Violation violation) {
        return Math.max(violation.decided(), violation.end()) + MARGIN;
    }

    // Everything that changes with the stream is copied here, on the analysis thread.
    private void write(Waiting next) {
        Violation violation = next.violation();
        EarlyStills.EarlyStill start = next.early();
        Moments moments = Moments.of(violation, history, start == null ? null : start.track());
        double from = from(violation);
        double to = dueAt(violation);
        String id =
                ReportedViolation.idOf(context.camera(), scene.id(), context.wallTime(violation.decisive()), violation);
        PackageTask task = new PackageTask(
                context,
                scene,
                ReportedViolation.of(
                        context.camera(),
                        scene.id(),
                        context.wallTime(violation.decisive()),
                        violation,
                        root.getFileName() + "/" + id + "/" + Manifest.FILE),
                moments,
                start,
                history.of(violation.track(), Math.min(from, violation.start()) - MARGIN, to),
                signals.intervals().stream()
                        .filter(state -> state.end() > from && state.start() < to)
                        .toList(),
                footage(moments, start, from, to));
        Runnable work = () -> {
            try (PackageTask open = task) {
                sink.accept(open.write(root, chain));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        };
        running.add(CompletableFuture.runAsync(work, executor));
    }

    // A long standing can't be filmed as a whole: then the clip shows the moment at which the allowed time had passed.
    private double from(Violation violation) {
        double from = violation.start() - MARGIN;
        boolean gone = ring != null && ring.startNs() > Math.max(0, Math.round(from * 1e9));
        return gone && Moments.isStanding(violation.kind()) ? violation.decisive() - MARGIN : from;
    }

    private PackageTask.@Nullable Footage footage(
            Moments moments, EarlyStills.@Nullable EarlyStill start, double from, double to) {
        if (ring == null) {
            return null;
        }
        LongSummaryStatistics stills = moments.chosen().stream()
                .filter(moment -> start == null || moment.track() != start.track())
                .mapToLong(Moments.Moment::ptsNs)
                .summaryStatistics();
        return new PackageTask.Footage(
                from,
                to,
                stills.getCount() == 0 ? ring.snapshot(0, -1) : ring.snapshot(stills.getMin(), stills.getMax()),
                ring.snapshot(Math.round(from * 1e9), Math.round(to * 1e9)));
    }

    private void throwFailure(boolean wait) throws IOException {
        while (!running.isEmpty() && (wait || running.get(0).isDone())) {
            try {
                running.remove(0).join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
