package vn.ngatu.api.http.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Access;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;

/**
 * The way of every request, in one place: limit, identify, admit, handle, put on record, answer. What can't be put on
 * record is not answered. Thread-safe.
 */
public final class Gate {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final Callers callers;
    private final Limits limits;
    private final AuditLog audit;
    private final InstantSource clock;

    /** A gate for callers that {@code callers} knows. */
    public Gate(Callers callers, Limits limits, AuditLog audit, InstantSource clock) {
        this.callers = callers;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How often may be asked.
     *
     * @param address by each address, behind which there may be a whole office
     * @param guess by each address, where a password or an invitation could be guessed
     * @param caller by each account and token
     */
    public record Limits(RateLimits address, RateLimits guess, RateLimits caller) {}

    /** The service of {@code operation}, which {@code handler} does. */
    public HttpService service(Operation operation, Handler handler) {
        return (context, request) -> HttpResponse.of(limit(operation, context, request)
                .thenApplyAsync(whole -> answer(operation, handler, context, whole), context.blockingTaskExecutor()));
    }

    // Before the body is read, so that who asks too often doesn't get to send one.
    private CompletableFuture<AggregatedHttpRequest> limit(
            Operation operation, ServiceRequestContext context, HttpRequest request) {
        boolean guessable = operation.access().open() && operation != Operation.DESCRIBE;
        take(
                guessable ? limits.guess() : limits.address(),
                context.clientAddress().getHostAddress());
        return request.aggregate();
    }

    private HttpResponse answer(
            Operation operation, Handler handler, ServiceRequestContext context, AggregatedHttpRequest request) {
        try {
            var now = clock.instant();
            Caller caller = callers.identify(request.headers(), now);
            callers.refuseForged(operation, caller, request.headers());
            admit(operation, caller);
            if (caller != null) {
                take(limits.caller(), caller.principal().name());
            }
            Call call = new Call(operation, context, request, caller, now);
            Reply reply = handler.answer(call);
            record(call, reply);
            return respond(reply, caller);
        } catch (ProblemException e) {
            return problem(e);
        } catch (IOException | RuntimeException e) {
            return fault(operation, e);
        }
    }

    private static void admit(Operation operation, @Nullable Caller caller) {
        Access.Refusal refusal = operation.access().refusal(caller == null ? null : caller.principal());
        if (refusal != null) {
            throw ProblemException.of(
                    switch (refusal) {
                        case UNKNOWN -> ProblemType.UNAUTHORIZED;
                        case SECOND_FACTOR -> ProblemType.SECOND_FACTOR_MISSING;
                        case FORBIDDEN -> ProblemType.FORBIDDEN;
                    });
        }
    }

    private void record(Call call, Reply reply) {
        for (Reply.Look look : reply.looks()) {
            Map<String, String> detail = new TreeMap<>(look.detail());
            detail.put("client", call.client());
            String actor = call.caller() == null ? "unknown" : call.principal().name();
            audit.append(new AuditEntry(call.now(), actor, look.action(), look.subject(), detail));
        }
    }

    private static HttpResponse respond(Reply reply, @Nullable Caller caller) throws JsonProcessingException {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(reply.status()).set("cache-control", "no-store");
        reply.headers().forEach(headers::add);
        if (caller != null && caller.cookie() != null && !headers.contains("set-cookie")) {
            headers.add("set-cookie", caller.cookie());
        }
        if (reply.stream() != null) {
            ResponseHeaders ours = headers.build();
            return reply.stream().get().mapHeaders(own -> merged(own, ours));
        }
        if (reply.body() == null) {
            return HttpResponse.of(headers.build());
        }
        headers.contentType(MediaType.JSON_UTF_8);
        return HttpResponse.of(headers.build(), HttpData.wrap(Views.JSON.writeValueAsBytes(reply.body())));
    }

    private static ResponseHeaders merged(ResponseHeaders own, ResponseHeaders ours) {
        ResponseHeadersBuilder merged = own.toBuilder();
        ours.forEach((name, value) -> {
            if (!own.contains(name)) {
                merged.add(name, value);
            }
        });
        return merged.build();
    }

    /** The answer to a client's mistake or a state that is in its way. */
    public static HttpResponse problem(ProblemException e) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder();
        Duration wait = e.retryAfter();
        if (wait != null) {
            headers.set("retry-after", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000)));
        }
        if (e.problem().status() == 401) {
            headers.set("www-authenticate", "Bearer realm=\"ngatu\"");
        }
        return e.problem().response(headers);
    }

    private static HttpResponse fault(Operation operation, Exception e) {
        log.error("{} failed", operation, e);
        return Problem.of(ProblemType.INTERNAL).response();
    }

    private static void take(RateLimits limits, String client) {
        limits.take(client, System.nanoTime()).ifPresent(wait -> {
            throw new ProblemException(Problem.of(ProblemType.TOO_MANY), wait);
        });
    }
}
