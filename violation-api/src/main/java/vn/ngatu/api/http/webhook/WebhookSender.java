package vn.ngatu.api.http.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.http.gate.Views;
import vn.ngatu.api.http.live.Change;
import vn.ngatu.api.http.live.Changes;

/**
 * Sends messages to webhooks. A message is kept until it was answered with a status from 200 to 299; else it is sent
 * again, after ten seconds and then twice as long each time, at most an hour, for a day. Messages may come twice and in
 * another order; their number tells. Redirects are not followed.
 */
final class WebhookSender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration GIVEN_UP = Duration.ofHours(24);
    private static final Duration FORGOTTEN = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_A_TIME = 20;
    private static final int MOST_ANSWER_BYTES = 64 << 10;

    private final Webhooks webhooks;
    private final Targets targets;
    private final Changes changes;
    private final Map<String, Set<String>> areas;
    private final InstantSource clock;
    private final ClientFactory connections = ClientFactory.builder()
            .connectTimeout(PATIENCE)
            .idleTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread made = new Thread(run, "webhooks");
        made.setDaemon(true);
        return made;
    });
    private final Runnable ended;

    WebhookSender(
            Webhooks webhooks,
            Targets targets,
            Changes changes,
            CaseChanges signal,
            Map<String, Set<String>> areas,
            InstantSource clock) {
        this.webhooks = webhooks;
        this.targets = targets;
        this.changes = changes;
        this.areas = areas;
        this.clock = clock;
        ended = signal.listen(id -> wake());
        thread.scheduleWithFixedDelay(this::run, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is sent: the change, and its number, by which a receiver knows one that came twice. */
    record Message(long id, Change change) {}

    private void wake() {
        try {
            thread.execute(this::run);
        } catch (RejectedExecutionException e) {
            log.debug("closed");
        }
    }

    private void run() {
        try {
            Instant now = clock.instant();
            List<Webhooks.Webhook> all = webhooks.list();
            if (all.isEmpty()) {
                return;
            }
            for (Webhooks.Webhook webhook : all) {
                enqueue(webhook, now);
            }
            webhooks.due(now, now.plus(FIRST_WAIT), AT_A_TIME).forEach(this::send);
            webhooks.forget(now.minus(FORGOTTEN));
        } catch (RuntimeException e) {
            log.error("webhooks: the store failed", e);
        }
    }

    private void enqueue(Webhooks.Webhook to, Instant now) {
        Changes.Part part = changes.after(to.position());
        if (part.last() == to.position()) {
            return;
        }
        Set<String> cameras = to.scope().resolve(areas);
        Map<Long, String> bodies = new TreeMap<>();
        for (Change change : part.changes()) {
            if (cameras == null || cameras.contains(change.camera())) {
                bodies.put(change.seq(), json(change));
            }
        }
        webhooks.enqueue(to, bodies, part.last(), now);
    }

    private void send(Webhooks.Due due) {
        String fault = null;
        Integer status = null;
        try {
            Optional<Targets.Target> target = targets.parse(due.url());
            Optional<InetAddress> address = target.isEmpty() ? Optional.empty() : targets.resolve(target.get());
            if (target.isEmpty() || address.isEmpty()) {
                fault = "not a host that may be called";
            } else {
                status = post(target.get(), address.get(), due);
            }
        } catch (UnknownHostException e) {
            fault = "host not found";
        } catch (RuntimeException e) {
            fault = "no answer";
            log.debug("webhook {}", due.url(), e);
        }
        settle(due.delivery(), status, fault);
    }

    private int post(Targets.Target target, InetAddress address, Webhooks.Due due) {
        Webhooks.Delivery delivery = due.delivery();
        Endpoint endpoint = Endpoint.of(target.host(), target.port()).withInetAddress(address);
        RequestHeaders headers = RequestHeaders.builder(HttpMethod.POST, target.path())
                .set("content-type", "application/json")
                .set("user-agent", "ngatu")
                .set("x-ngatu-delivery", delivery.id())
                .set(Signature.HEADER, Signature.of(due.secret(), clock.instant(), delivery.body()))
                .build();
        AggregatedHttpResponse response = WebClient.builder(
                        target.tls() ? SessionProtocol.HTTPS : SessionProtocol.HTTP, endpoint)
                .factory(connections)
                .responseTimeout(PATIENCE)
                .maxResponseLength(MOST_ANSWER_BYTES)
                .build()
                .execute(headers, HttpData.ofUtf8(delivery.body()))
                .aggregate()
                .join();
        return response.status().code();
    }

    private void settle(Webhooks.Delivery delivery, @Nullable Integer status, @Nullable String fault) {
        if (status != null && status >= 200 && status < 300) {
            webhooks.settle(delivery.id(), "delivered", status, null, null);
            return;
        }
        Instant now = clock.instant();
        boolean last = delivery.createdAt().plus(GIVEN_UP).isBefore(now);
        Instant next = now.plus(waiting(delivery.attempts() + 1));
        webhooks.settle(delivery.id(), last ? "failed" : "waiting", status, fault, next);
    }

    /** How long to wait after so many attempts. */
    static Duration waiting(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 12));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static String json(Change change) {
        try {
            return Views.JSON.writeValueAsString(new Message(change.seq(), change));
        } catch (JsonProcessingException e) {
            throw new AssertionError("a change is plain strings and numbers", e);
        }
    }

    @Override
    public void close() {
        ended.run();
        thread.shutdown();
        connections.closeAsync();
    }
}
