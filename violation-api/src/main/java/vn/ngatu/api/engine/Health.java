package vn.ngatu.api.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.intake.IntakeState;
import vn.ngatu.camera.CameraSupervisor;
import vn.ngatu.camera.StreamCounters;
import vn.ngatu.camera.time.ClockReport;
import vn.ngatu.core.pipeline.Latency;
import vn.ngatu.core.pipeline.LiveCamera;
import vn.ngatu.core.view.ViewState;

/**
 * How a running engine is doing, as {@code GET /health} tells it.
 *
 * @param status {@code ok}, or {@code degraded} when something is not watched or can't be written
 * @param share the share of the wanted pictures that is analysed; below 1 under overload
 * @param evidenceFailure why evidence can't be written now; null when it can
 * @param intake how violations become cases; null where none are kept
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Health(
        String status,
        double share,
        boolean overloaded,
        int evidenceWaiting,
        long evidenceWritten,
        @Nullable String evidenceFailure,
        @Nullable Intake intake,
        List<Camera> cameras) {

    /** Copies the cameras. */
    public Health {
        cameras = List.copyOf(cameras);
    }

    /**
     * One camera.
     *
     * @param stream the stream that is analysed
     * @param evidence the full stream where it is another one; null else
     * @param pictures pictures per second that arrive
     * @param analysed pictures per second that are analysed
     * @param dropped picked pictures that a newer one replaced
     * @param skipped pictures not decoded because the stream had fallen behind
     * @param lost pictures that damage took away
     * @param latencyP50 seconds from a picture's arrival to the end of its analysis
     * @param alertP95 the same for pictures at which a violation was decided; null before the first
     * @param ringSeconds how much video is kept for evidence
     * @param view what is known of where the camera looks
     * @param faults how often the analysis failed and began anew
     * @param cpuSeconds by stage, since the start
     * @param blind what is not watched now, as cause or {@code cause rule}, with the reason
     */
    public record Camera(
            String id,
            Stream stream,
            @Nullable Stream evidence,
            @Nullable Clock clock,
            double pictures,
            double analysed,
            double rate,
            long dropped,
            long skipped,
            long lost,
            @Nullable Double latencyP50,
            @Nullable Double latencyP95,
            @Nullable Double alertP95,
            double ringSeconds,
            @Nullable String view,
            long faults,
            @Nullable String lastFault,
            long ruleFaults,
            Map<String, Double> cpuSeconds,
            Map<String, Integer> violations,
            Map<String, String> blind) {}

    /** One stream of a camera: its state with the reason, and what it has done since the start. */
    public record Stream(String state, String reason, long packets, long bytes, long reconnects, long failures) {
        static Stream of(CameraSupervisor supervisor) {
            StreamCounters done = supervisor.counters();
            return new Stream(
                    supervisor.state().name(),
                    supervisor.state().reason(),
                    done.packets(),
                    done.bytes(),
                    done.reconnects(),
                    done.failures());
        }
    }

    /**
     * How far the camera's wall time can be trusted.
     *
     * @param alarm whether it is off by more than is usual
     */
    public record Clock(
            String source,
            double errorSeconds,
            @Nullable Double skewSeconds,
            @Nullable String note,
            boolean alarm) {}

    /**
     * How violations become cases.
     *
     * @param stopped why nothing comes in; null while all is well
     * @param since since when it is so
     */
    public record Intake(@Nullable String stopped, String since, long taken, long quarantined) {}

    static Health of(Engine engine, @Nullable IntakeState intake) {
        List<Camera> cameras = new ArrayList<>();
        boolean sound = engine.desk().failure() == null && (intake == null || intake.stopped() == null);
        for (CameraRunner runner : engine.cameras()) {
            Camera camera = camera(runner);
            cameras.add(camera);
            sound &= camera.blind().isEmpty();
        }
        return new Health(
                sound ? "ok" : "degraded",
                engine.policy().share(),
                engine.policy().overloaded(),
                engine.desk().waiting(),
                engine.desk().written(),
                engine.desk().failure(),
                intake == null
                        ? null
                        : new Intake(intake.stopped(), intake.since().toString(), intake.taken(), intake.quarantined()),
                cameras);
    }

    private static Camera camera(CameraRunner runner) {
        LiveCamera live = runner.live();
        Map<String, String> blind = new LinkedHashMap<>();
        runner.blind()
                .forEach((what, detail) ->
                        blind.put(what.cause().label() + (what.rule() == null ? "" : " " + what.rule()), detail));
        Map<String, Integer> violations = new LinkedHashMap<>();
        live.stats().violations().forEach((kind, count) -> violations.put(kind.label(), count));
        CameraSupervisor evidence = runner.evidence();
        ViewState view = live.stats().view();
        return new Camera(
                runner.id(),
                Stream.of(runner.detect()),
                evidence == null ? null : Stream.of(evidence),
                clock(runner),
                runner.arrivingRate(),
                runner.analysedRate(),
                live.rate(),
                live.drops(),
                live.skipped(),
                live.stats().lostFrames(),
                quantile(live.latency(), 0.5),
                quantile(live.latency(), 0.95),
                quantile(live.alertLatency(), 0.95),
                runner.ring().seconds(),
                view == null ? null : (view.kind() + " " + view.detail()).strip(),
                live.faults(),
                live.lastFault(),
                live.stats().ruleFaults(),
                cpuSeconds(live),
                violations,
                blind);
    }

    private static @Nullable Clock clock(CameraRunner runner) {
        ClockReport report = runner.detect().clockReport();
        return report == null
                ? null
                : new Clock(report.source().label(), report.error(), report.skew(), report.note(), runner.clockAlarm());
    }

    private static @Nullable Double quantile(Latency of, double q) {
        double value = of.quantile(q);
        return Double.isNaN(value) ? null : value;
    }

    /** CPU seconds of both halves of a camera's path, by stage. */
    static Map<String, Double> cpuSeconds(LiveCamera live) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        live.streamClock().cpuSeconds().forEach((stage, spent) -> seconds.merge(stage.label(), spent, Double::sum));
        live.stats().cpuSeconds().forEach((stage, spent) -> seconds.merge(stage.label(), spent, Double::sum));
        return seconds;
    }
}
