package vn.ngatu.api.http.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.secret.SecretBox;
import vn.ngatu.api.security.secret.Tokens;
import vn.ngatu.api.store.AuditEntry;
import vn.ngatu.api.store.AuditLog;
import vn.ngatu.api.store.Database;

/** The webhooks and what is to be sent to them, kept until it was taken or given up. Thread-safe. */
final class Webhooks {

    private static final int SHOWN = 100;

    private final Database database;
    private final AuditLog audit;
    private final SecretBox box;

    Webhooks(Database database, AuditLog audit, SecretBox box) {
        this.database = database;
        this.audit = audit;
        this.box = box;
    }

    /** A webhook, without its secret. */
    record Webhook(
            String id, String label, String url, Scope scope, long position, String createdBy, Instant createdAt) {

        static Webhook of(ResultSet row) throws SQLException {
            return new Webhook(
                    row.getString("id"),
                    row.getString("label"),
                    row.getString("url"),
                    Scope.parse(row.getString("scope")),
                    row.getLong("position"),
                    row.getString("created_by"),
                    Instant.ofEpochMilli(row.getLong("created_at")));
        }
    }

    /** A webhook that was made, and the secret that its receiver checks signatures with; shown this once. */
    record Created(Webhook webhook, String secret) {}

    /**
     * A message.
     *
     * @param state {@code waiting}, {@code delivered} or {@code failed}
     * @param status what the receiver answered last; null when it did not
     */
    record Delivery(
            String id,
            String webhookId,
            long seq,
            String body,
            String state,
            int attempts,
            Instant nextAt,
            Instant createdAt,
            @Nullable Integer status,
            @Nullable String fault) {

        static Delivery of(ResultSet row) throws SQLException {
            int status = row.getInt("status");
            return new Delivery(
                    row.getString("id"),
                    row.getString("webhook_id"),
                    row.getLong("seq"),
                    row.getString("body"),
                    row.getString("state"),
                    row.getInt("attempts"),
                    Instant.ofEpochMilli(row.getLong("next_at")),
                    Instant.ofEpochMilli(row.getLong("created_at")),
                    status == 0 ? null : status,
                    row.getString("fault"));
        }
    }

    /** A delivery that is due, with where to and what to sign it with. */
    record Due(Delivery delivery, String url, String secret) {}

    Created create(String actor, String label, String url, Scope scope, Instant now) {
        String secret = Tokens.create();
        return database.write(handle -> {
            long position = handle.createQuery("select seq from audit_head where id = 1")
                    .mapTo(Long.class)
                    .one();
            Webhook webhook = new Webhook(Tokens.id(), label, url, scope, position, actor, now);
            handle.execute(
                    "insert into webhooks (id, label, url, secret, scope, position, created_by, created_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    webhook.id(),
                    label,
                    url,
                    box.seal(owner(webhook.id()), secret),
                    scope.text(),
                    position,
                    actor,
                    now.toEpochMilli());
            Map<String, String> detail = Map.of("label", label, "url", url, "scope", scope.text());
            audit.append(handle, new AuditEntry(now, actor, "webhook.create", webhook.id(), detail));
            return new Created(webhook, secret);
        });
    }

    boolean delete(String actor, String id, Instant now) {
        return database.write(handle -> {
            handle.execute("delete from webhook_deliveries where webhook_id = ?", id);
            int deleted = handle.execute("delete from webhooks where id = ?", id);
            if (deleted == 1) {
                audit.append(handle, new AuditEntry(now, actor, "webhook.delete", id, Map.of()));
            }
            return deleted == 1;
        });
    }

    List<Webhook> list() {
        return database.read(handle -> handle.createQuery("select * from webhooks order by created_at, id")
                .map((row, context) -> Webhook.of(row))
                .list());
    }

    /** The newest messages of the webhook {@code id}; empty when there is no such webhook. */
    Optional<List<Delivery>> deliveries(String id) {
        return database.read(handle -> {
            boolean known = handle.createQuery("select count(*) from webhooks where id = :id")
                            .bind("id", id)
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            return known
                    ? Optional.of(handle.createQuery("select * from webhook_deliveries where webhook_id = :id"
                                    + " order by seq desc limit " + SHOWN)
                            .bind("id", id)
                            .map((row, context) -> Delivery.of(row))
                            .list())
                    : Optional.empty();
        });
    }

    /** Notes what is to be sent to {@code to}, {@code bodies} by row of the log, and that it was looked at up to {@code last}. */
    void enqueue(Webhook to, Map<Long, String> bodies, long last, Instant now) {
        database.change(handle -> {
            // Another process may have been faster.
            int moved = handle.execute(
                    "update webhooks set position = ? where id = ? and position = ?", last, to.id(), to.position());
            if (moved == 1) {
                bodies.forEach((seq, body) -> insert(handle, to, seq, body, now));
            }
        });
    }

    private static void insert(Handle handle, Webhook to, long seq, String body, Instant now) {
        handle.execute(
                "insert into webhook_deliveries"
                        + " (id, webhook_id, seq, body, state, attempts, next_at, created_at)"
                        + " values (?, ?, ?, ?, 'waiting', 0, ?, ?)",
                Tokens.id(),
                to.id(),
                seq,
                body,
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    /** What is to be sent now, the oldest first, at most {@code limit}; the others are left to who took them. */
    List<Due> due(Instant now, Instant retryAt, int limit) {
        return database.write(handle -> {
            List<Due> due = handle.createQuery("select d.*, w.url, w.secret from webhook_deliveries d"
                            + " join webhooks w on w.id = d.webhook_id"
                            + " where d.state = 'waiting' and d.next_at <= :now order by d.next_at, d.seq limit "
                            + limit)
                    .bind("now", now.toEpochMilli())
                    .map((row, context) -> new Due(
                            Delivery.of(row),
                            row.getString("url"),
                            box.open(owner(row.getString("webhook_id")), row.getString("secret"))))
                    .list();
            // Taken: if this process ends before it knows the answer, it is tried again.
            due.forEach(each -> handle.execute(
                    "update webhook_deliveries set attempts = attempts + 1, next_at = ? where id = ?",
                    retryAt.toEpochMilli(),
                    each.delivery().id()));
            return due;
        });
    }

    /** Notes how an attempt ended; {@code nextAt} is null when there is no further one. */
    void settle(String id, String state, @Nullable Integer status, @Nullable String fault, @Nullable Instant nextAt) {
        database.change(handle -> handle.createUpdate("update webhook_deliveries set state = :state, status = :status,"
                        + " fault = :fault, next_at = coalesce(:next, next_at) where id = :id")
                .bind("state", state)
                .bind("status", status)
                .bind("fault", fault)
                .bind("next", nextAt == null ? null : nextAt.toEpochMilli())
                .bind("id", id)
                .execute());
    }

    /** Forgets messages that were settled before {@code before}. */
    void forget(Instant before) {
        database.change(handle -> handle.execute(
                "delete from webhook_deliveries where state <> 'waiting' and created_at < ?", before.toEpochMilli()));
    }

    private static String owner(String id) {
        return "webhook:" + id;
    }
}
