package vn.ngatu.api.engine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.intake.IntakeState;
import vn.ngatu.camera.CameraState;
import vn.ngatu.core.blind.BlindCause;
import vn.ngatu.core.pipeline.Stage;
import vn.ngatu.core.violation.ViolationKind;

/** The engine's figures in the text format of Prometheus. Closed by its owner; reading them costs the engine nothing. */
final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics(Engine engine, Supplier<@Nullable IntakeState> intake) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gauge(
                "ngatu.share",
                "share of the wanted pictures analysed",
                engine,
                each -> each.policy().share());
        gauge(
                "ngatu.evidence.waiting",
                "packages waiting",
                engine,
                each -> each.desk().waiting());
        gauge(
                "ngatu.evidence.failing",
                "1 while evidence can't be written",
                engine,
                each -> each.desk().failure() == null ? 0 : 1);
        FunctionCounter.builder(
                        "ngatu.evidence.written", engine, each -> each.desk().written())
                .description("packages written and reported")
                .register(registry);
        if (intake.get() != null) {
            intake(intake);
        }
        engine.cameras().forEach(this::camera);
    }

    private static <T> void register(
            PrometheusMeterRegistry registry,
            String name,
            String what,
            T of,
            ToDoubleFunction<T> value,
            String... tags) {
        Gauge.builder(name, of, value).description(what).tags(tags).register(registry);
    }

    private <T> void gauge(String name, String what, T of, ToDoubleFunction<T> value) {
        register(registry, name, what, of, value);
    }

    private void intake(Supplier<@Nullable IntakeState> intake) {
        gauge(
                "ngatu.intake.stopped",
                "1 while no violation can become a case",
                intake,
                each -> of(each, state -> state.stopped() == null ? 0 : 1));
        FunctionCounter.builder("ngatu.intake.taken", intake, each -> of(each, IntakeState::taken))
                .description("violations that became cases")
                .register(registry);
        FunctionCounter.builder("ngatu.intake.quarantined", intake, each -> of(each, IntakeState::quarantined))
                .description("violations set aside as damaged")
                .register(registry);
    }

    private static double of(Supplier<@Nullable IntakeState> intake, ToDoubleFunction<IntakeState> value) {
        IntakeState state = intake.get();
        return state == null ? Double.NaN : value.applyAsDouble(state);
    }

    private void camera(CameraRunner camera) {
        gauge(
                camera,
                "streaming",
                "1 while packets come",
                each -> each.detect().state() instanceof CameraState.Streaming ? 1 : 0);
        gauge(
                camera,
                "blind",
                "1 while something is not watched",
                each -> each.blind().isEmpty() ? 0 : 1);
        gauge(camera, "rate", "pictures picked per second", each -> each.live().rate());
        gauge(
                camera,
                "ring.seconds",
                "video kept for evidence",
                each -> each.ring().seconds());
        gauge(
                camera,
                "ring.bytes",
                "memory of the video kept",
                each -> each.ring().bytes());
        gauge(camera, "clock.error.seconds", "how far the wall time may be off", each -> orNaN(each.clockError()));
        for (double q : new double[] {0.5, 0.95}) {
            register(
                    registry,
                    "ngatu.camera.latency.seconds",
                    "from a picture's arrival to the end of its analysis",
                    camera,
                    each -> each.live().latency().quantile(q),
                    "camera",
                    camera.id(),
                    "quantile",
                    String.valueOf(q));
        }
        count(
                camera,
                "pictures",
                "pictures decoded",
                each -> each.live().stats().frames());
        count(
                camera,
                "analysed",
                "pictures analysed",
                each -> each.live().stats().analysedFrames());
        count(
                camera,
                "dropped",
                "picked pictures that a newer one replaced",
                each -> each.live().drops());
        count(
                camera,
                "skipped",
                "pictures not decoded because the stream had fallen behind",
                each -> each.live().skipped());
        count(
                camera,
                "lost",
                "pictures that damage took away",
                each -> each.live().stats().lostFrames());
        count(camera, "faults", "failures of the analysis", each -> each.live().faults());
        count(
                camera,
                "rule.faults",
                "failures of a rule",
                each -> each.live().stats().ruleFaults());
        count(
                camera,
                "reconnects",
                "sessions after the first",
                each -> each.detect().counters().reconnects());
        count(
                camera,
                "bytes",
                "bytes received",
                each -> each.detect().counters().bytes());
        for (Stage stage : Stage.values()) {
            count(
                    camera,
                    "cpu.seconds",
                    "CPU time",
                    each -> Health.cpuSeconds(each.live()).getOrDefault(stage.label(), 0.0),
                    "stage",
                    stage.label());
        }
        for (ViolationKind kind : ViolationKind.values()) {
            count(
                    camera,
                    "violations",
                    "violations decided",
                    each -> each.live().stats().violations().getOrDefault(kind, 0),
                    "kind",
                    kind.label());
        }
        for (BlindCause cause : BlindCause.values()) {
            register(
                    registry,
                    "ngatu.camera.blind.cause",
                    "1 while something is not watched for this cause",
                    camera,
                    each -> each.blind().keySet().stream().anyMatch(blind -> blind.cause() == cause) ? 1 : 0,
                    "camera",
                    camera.id(),
                    "cause",
                    cause.label());
        }
    }

    private void gauge(CameraRunner camera, String name, String what, ToDoubleFunction<CameraRunner> value) {
        register(registry, "ngatu.camera." + name, what, camera, value, "camera", camera.id());
    }

    private void count(
            CameraRunner camera, String name, String what, ToDoubleFunction<CameraRunner> value, String... more) {
        FunctionCounter.builder("ngatu.camera." + name, camera, value)
                .description(what)
                .tags("camera", camera.id())
                .tags(more)
                .register(registry);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** All figures now. */
    String scrape() {
        return registry.scrape();
    }

    /** The media type of {@link #scrape}. */
    static String mediaType() {
        return String.format(Locale.ROOT, "text/plain; version=%s; charset=utf-8", "0.0.4");
    }

    @Override
    public void close() {
        registry.close();
    }
}
