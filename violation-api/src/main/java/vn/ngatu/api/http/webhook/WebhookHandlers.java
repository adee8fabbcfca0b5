package vn.ngatu.api.http.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.CaseChanges;
import vn.ngatu.api.http.account.Scopes;
import vn.ngatu.api.http.gate.Body;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.http.live.Changes;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.secret.SecretBox;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** The administration of webhooks, and the thread that serves them; closed by whoever made it. */
public final class WebhookHandlers implements AutoCloseable {

    private final Webhooks webhooks;
    private final Targets targets;
    private final Set<String> areas;
    private final WebhookSender sender;

    /**
     * Begins to send.
     *
     * @param allowed hosts that may be called although they are inside, or without TLS
     */
    public WebhookHandlers(
            Database database,
            AuditLog audit,
            SecretBox box,
            CaseChanges signal,
            Set<String> allowed,
            Map<String, Set<String>> areas,
            InstantSource clock) {
        webhooks = new Webhooks(database, audit, box);
        targets = new Targets(allowed);
        this.areas = areas.keySet();
        sender = new WebhookSender(webhooks, targets, new Changes(database, audit), signal, areas, clock);
    }

    /** What each operation does. */
    public Map<Operation, Handler> all() {
        return Map.of(
                Operation.LIST_WEBHOOKS, this::list,
                Operation.CREATE_WEBHOOK, this::create,
                Operation.DELETE_WEBHOOK, this::delete,
                Operation.LIST_DELIVERIES, this::deliveries);
    }

    record ListView(List<WebhookView> items) {}

    record WebhookView(String id, String label, String url, Scope scope, String createdBy, Instant createdAt) {

        static WebhookView of(Webhooks.Webhook webhook) {
            return new WebhookView(
                    webhook.id(),
                    webhook.label(),
                    webhook.url(),
                    webhook.scope(),
                    webhook.createdBy(),
                    webhook.createdAt());
        }
    }

    /** A new webhook; {@code secret} is shown this once. */
    record CreatedView(WebhookView webhook, String secret) {}

    record DeliveriesView(List<DeliveryView> items) {}

    record DeliveryView(
            String id,
            long event,
            String state,
            int attempts,
            Instant nextAt,
            Instant createdAt,
            @Nullable Integer status,
            @Nullable String fault) {

        static DeliveryView of(Webhooks.Delivery delivery) {
            return new DeliveryView(
                    delivery.id(),
                    delivery.seq(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.nextAt(),
                    delivery.createdAt(),
                    delivery.status(),
                    delivery.fault());
        }
    }

    private Reply list(Call call) {
        call.query().finish();
        return Reply.ok(new ListView(
                        webhooks.list().stream().map(WebhookView::of).toList()))
                .recorded("webhook.list", null, Map.of());
    }

    private Reply create(Call call) {
        Body body = call.body();
        String label = body.text("label", 200);
        String url = body.text("url", 1000);
        Scope scope = Scopes.read(body.object("scope"), areas);
        body.finish();
        targets.fault(url).ifPresent(expected -> {
            throw ProblemException.invalid("url", url, expected);
        });
        Webhooks.Created created = webhooks.create(call.principal().name(), label, url, scope, call.now());
        return Reply.created(new CreatedView(WebhookView.of(created.webhook()), created.secret()));
    }

    private Reply delete(Call call) {
        if (!webhooks.delete(call.principal().name(), call.path("id"), call.now())) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        return Reply.nothing();
    }

    private Reply deliveries(Call call) {
        call.query().finish();
        List<Webhooks.Delivery> found =
                webhooks.deliveries(call.path("id")).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        return Reply.ok(new DeliveriesView(found.stream().map(DeliveryView::of).toList()))
                .recorded("webhook.deliveries", call.path("id"), Map.of());
    }

    @Override
    public void close() {
        sender.close();
    }
}
