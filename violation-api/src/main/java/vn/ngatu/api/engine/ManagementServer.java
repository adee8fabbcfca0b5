package vn.ngatu.api.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.intake.IntakeState;
import vn.ngatu.api.parts.Listeners;
import vn.ngatu.core.blind.BlindInterval;
import vn.ngatu.core.blind.BlindLedger;

/**
 * Where a running engine tells of itself, on an address of this machine: {@code /metrics} for Prometheus, {@code /health} as
 * JSON, {@code /v1/cameras/ID/blind?from=&to=} for when a camera was not watched. It changes nothing and takes no bodies.
 */
public final class ManagementServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CONNECTIONS = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LONGEST_SPAN = Duration.ofDays(366);

    private final Engine engine;
    private final Metrics metrics;
    private final Server server;

    private ManagementServer(Engine engine, Supplier<@Nullable IntakeState> intake) {
        this.engine = engine;
        metrics = new Metrics(engine, intake);
        EngineConfig.Management where = engine.config().management();
        server = Server.builder()
                .http(new InetSocketAddress(where.address(), where.port()))
                .bossGroupFactory(Listeners::at)
                .requestTimeout(TIMEOUT)
                .maxRequestLength(1024)
                .idleTimeout(IDLE)
                .maxNumConnections(MOST_CONNECTIONS)
                .http1MaxInitialLineLength(4096)
                .http1MaxHeaderSize(8192)
                .connectionDrainDuration(Duration.ofMillis(100))
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ofMillis(500))
                .disableServerHeader()
                .disableDateHeader()
                .service(
                        "/metrics",
                        (context, request) ->
                                HttpResponse.of(HttpStatus.OK, MediaType.parse(Metrics.mediaType()), metrics.scrape()))
                .service(
                        "/health",
                        (context, request) ->
                                json(HttpStatus.OK, JSON.writeValueAsString(Health.of(engine, intake.get()))))
                .service("/v1/cameras/{id}/blind", (HttpService) this::blind)
                .build();
    }

    /**
     * Starts telling.
     *
     * @param intake gives how violations become cases, or null where none are kept
     * @throws IOException when the address can't be had
     */
    public static ManagementServer start(Engine engine, Supplier<@Nullable IntakeState> intake) throws IOException {
        ManagementServer made = new ManagementServer(engine, intake);
        try {
            made.server.start().join();
            return made;
        } catch (CompletionException e) {
            made.close();
            EngineConfig.Management where = engine.config().management();
            throw new IOException(
                    "management: " + where.address() + ":" + where.port() + ": "
                            + String.valueOf(
                                    e.getCause() == null ? e : e.getCause().getMessage())
                            + " (expected: a free port of this machine)",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    private HttpResponse blind(ServiceRequestContext context, com.linecorp.armeria.common.HttpRequest request) {
        String camera = context.pathParam("id");
        if (camera == null
                || engine.cameras().stream().noneMatch(each -> each.id().equals(camera))) {
            return error(HttpStatus.NOT_FOUND, "camera", "unknown (expected: a camera of this engine)");
        }
        Instant to = instant(context.queryParam("to"), Instant.now());
        Instant from = to == null ? null : instant(context.queryParam("from"), to.minus(Duration.ofDays(1)));
        if (from == null || to == null || from.isAfter(to) || from.isBefore(to.minus(LONGEST_SPAN))) {
            return error(
                    HttpStatus.BAD_REQUEST,
                    "from, to",
                    "not a span (expected: times such as 2026-11-22T08:15:30Z, at most a year apart)");
        }
        return HttpResponse.of(
                CompletableFuture.supplyAsync(() -> found(camera, from, to), context.blockingTaskExecutor()));
    }

    private HttpResponse found(String camera, Instant from, Instant to) {
        try {
            ArrayNode found = JSON.createArrayNode();
            for (BlindInterval each : engine.blind(camera, from, to)) {
                found.add(BlindLedger.json(each));
            }
            return json(HttpStatus.OK, found.toString());
        } catch (IOException e) {
            return error(HttpStatus.INTERNAL_SERVER_ERROR, "ledger", "can't be read");
        }
    }

    private static @Nullable Instant instant(@Nullable String text, Instant preset) {
        try {
            return text == null ? preset : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static HttpResponse error(HttpStatus status, String field, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("code", status.code()).put("message", message).put("field", field);
        return json(status, body.toString());
    }

    private static HttpResponse json(HttpStatus status, String body) {
        return HttpResponse.of(status, MediaType.JSON_UTF_8, body);
    }

    @Override
    public void close() {
        server.stop().join();
        metrics.close();
    }
}
