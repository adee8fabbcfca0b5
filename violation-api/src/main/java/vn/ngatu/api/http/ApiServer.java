package vn.ngatu.api.http;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.BlockingTaskExecutor;
import com.linecorp.armeria.server.ClientAddressSource;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.RoutePathType;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.cases.Cases;
import vn.ngatu.api.cases.Desk;
import vn.ngatu.api.http.account.AccountHandlers;
import vn.ngatu.api.http.gate.Gate;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.intake.Intake;
import vn.ngatu.api.parts.Listeners;
import vn.ngatu.api.retention.Retention;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.account.Accounts;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/**
 * The API's server: everything that can be asked, from the table of {@link Operation}s, behind one gate. Thread-safe;
 * closed by whoever started it.
 */
public final class ApiServer implements AutoCloseable {

    private static final int HEADER_BYTES = 16 << 10;
    private static final String ENGINE = "engine";
    private static final int LINE_BYTES = 8 << 10;

    private final Server server;
    private final ApiParts parts;
    private final String publicUrl;

    private ApiServer(Server server, ApiParts parts, String publicUrl) {
        this.server = server;
        this.parts = parts;
        this.publicUrl = publicUrl;
    }

    /** What the API shows and changes. */
    public record Store(
            Database database,
            AuditLog audit,
            Cases cases,
            Desk desk,
            CaseChanges changes,
            Intake intake,
            Retention retention) {}

    /**
     * Starts the server; it answers when this returns.
     *
     * @param pages what answers outside of {@code /api/}; {@link #noPages} for nothing
     * @throws IOException when the key of the secrets can't be read or the address can't be listened on
     */
    public static ApiServer start(ApiConfig config, Store store, HttpService pages, InstantSource clock)
            throws IOException {
        String publicUrl = publicUrl(config);
        ApiParts parts = new ApiParts(config, store, publicUrl, clock);
        try {
            Map<Operation, Handler> handlers = parts.handlers(config, publicUrl);
            Gate gate = parts.gate(config.limits(), clock);
            ServerBuilder builder = builder(config, parts.blocking());
            for (Operation operation : Operation.values()) {
                Handler handler = requireNonNull(handlers.get(operation), operation.name());
                builder.route()
                        .path(operation.path())
                        .methods(operation.method())
                        .build(gate.service(operation, handler));
            }
            Stream.of(Operation.values()).map(Operation::path).distinct().forEach(path -> {
                NotAllowed others = NotAllowed.of(path);
                builder.route().path(path).methods(others.others()).build(others);
            });
            Server server = builder.serviceUnder("/", pages).build();
            server.start().join();
            return new ApiServer(server, parts, publicUrl);
        } catch (CompletionException e) {
            parts.close();
            throw new IOException("api: can't listen on " + config.listen() + ": " + e.getCause(), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Pages for a server without pages. */
    public static HttpService noPages() {
        return (context, request) -> Problem.of(ProblemType.NOT_FOUND).response();
    }

    /** The port it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** What it answers to, as {@code METHOD /path}; for the tests that hold it against its description. */
    Set<String> routes() {
        return server.config().serviceConfigs().stream()
                .filter(config -> config.route().pathType() == RoutePathType.EXACT
                        || config.route().pathType() == RoutePathType.PARAMETERIZED)
                .filter(config -> config.service().as(NotAllowed.class) == null)
                .map(ServiceConfig::route)
                .flatMap(route -> route.methods().stream().map(method -> method + " " + shown(route.patternString())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // Armeria writes :name for what the table writes as {name}.
    private static String shown(String pattern) {
        return pattern.replaceAll(":([A-Za-z]+)", "{$1}");
    }

    /** The link with which the first administrator begins; empty when there is one already. Good once, for an hour. */
    public Optional<String> firstLink(Instant now) {
        return parts.accounts().firstInvitation(now).map(token -> AccountHandlers.link(address(), token));
    }

    /** Makes the account {@code name} as the engine itself; the link with which its owner begins. Good once, for a day. */
    public String invite(String name, Accounts.Draft draft, Instant now) {
        String token = parts.accounts().create(ENGINE, name, draft, now).invitation();
        return AccountHandlers.link(address(), requireNonNull(token, "invitation"));
    }

    /** Where people reach it, without a slash at the end. */
    public String address() {
        return publicUrl.endsWith(":0") ? publicUrl.replaceAll(":0$", ":" + port()) : publicUrl;
    }

    @Override
    public void close() {
        parts.endStreams();
        server.stop().join();
        parts.close();
    }

    private static ServerBuilder builder(ApiConfig config, BlockingTaskExecutor blocking) {
        ApiConfig.Limits limits = config.limits();
        HttpHeaders security = SecurityHeaders.of(config.encrypted());
        ServerBuilder builder = Server.builder()
                .bossGroupFactory(Listeners::at)
                .disableServerHeader()
                // The engine counts on its management port.
                .meterRegistry(NoopMeterRegistry.get())
                .errorHandler(new ErrorAnswers(security))
                .blockingTaskExecutor(blocking, false)
                .maxRequestLength(limits.bodyBytes())
                .requestTimeout(limits.time())
                .idleTimeout(Duration.ofSeconds(60))
                .maxNumConnections(limits.connections())
                .http1MaxInitialLineLength(LINE_BYTES)
                .http1MaxHeaderSize(HEADER_BYTES)
                .http2MaxHeaderListSize(HEADER_BYTES)
                .http2MaxStreamsPerConnection(100)
                .childChannelPipelineCustomizer(pipeline -> pipeline.addFirst(new SlowClients(limits.time())))
                .decorator((delegate, context, request) -> {
                    SlowClients.arrived(context);
                    return delegate.serve(context, request);
                })
                .connectionDrainDuration(Duration.ofMillis(100))
                .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(2));
        security.forEach(builder::setHeader);
        InetSocketAddress address = config.listen();
        ApiConfig.Tls certificate = config.tls();
        if (certificate != null) {
            builder.port(address, SessionProtocol.HTTPS)
                    .tls(certificate.certificate().toFile(), certificate.key().toFile());
        } else {
            builder.port(address, SessionProtocol.HTTP);
        }
        if (config.behindProxy()) {
            builder.clientAddressSources(ClientAddressSource.ofHeader("x-forwarded-for"))
                    .clientAddressTrustedProxyFilter(proxy -> proxy.isLoopbackAddress());
        }
        return builder;
    }

    private static String publicUrl(ApiConfig config) {
        String given = config.publicUrl();
        InetSocketAddress listen = config.listen();
        return given != null
                ? given
                : (config.tls() == null ? "http://" : "https://") + listen.getHostString() + ":" + listen.getPort();
    }
}
