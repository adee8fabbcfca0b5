package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Operation;

/**
 * A well-formed request for each operation, so that what decides about the answer is who asks.
 *
 * @param query what stands after the path, with its question mark
 * @param body JSON; null for none
 * @param version whether it needs {@code If-Match}
 */
record Probe(String query, @Nullable String body, boolean version) {

    private static final Probe PLAIN = new Probe("", null, false);
    private static final String SCOPE = "\"scope\":{\"everything\":true}";
    private static final Map<Operation, Probe> ALL = new EnumMap<>(Operation.class);

    static {
        for (Operation operation : Operation.values()) {
            switch (operation) {
                case DESCRIBE, START_SIGN_ON, FINISH_SIGN_ON, SHOW_SESSION, SIGN_OUT, BEGIN_SECOND_FACTOR ->
                    plain(operation);
                case LIST_CASES, SHOW_CASE, SHOW_HISTORY, LIST_EVIDENCE, READ_EVIDENCE -> plain(operation);
                case SHOW_QUEUE, CLAIM_NEXT, TAKE_CASE, RENEW_LEASE, RELEASE_LEASE, UNDO_DECISION -> plain(operation);
                case SHOW_STATISTICS, FOLLOW_CHANGES, LIST_AUDIT, VERIFY_AUDIT, LIST_ACCOUNTS -> plain(operation);
                case LIST_HOLDS, LIFT_HOLDS, LIST_CERTIFICATES, LIST_QUARANTINE, RETRY_QUARANTINE, LIST_KEYS ->
                    plain(operation);
                case INVITE_AGAIN, LIST_TOKENS, REVOKE_TOKEN, LIST_WEBHOOKS, DELETE_WEBHOOK, LIST_DELIVERIES ->
                    plain(operation);
                case PLACE_HOLD -> body(operation, "{\"why\":\"asked for by the court\"}");
                case SIGN_IN -> body(operation, "{\"name\":\"nobody\",\"password\":\"nothing\"}");
                case ACCEPT_INVITATION ->
                    body(operation, "{\"token\":\"nothing\",\"password\":\"a long enough password\"}");
                case CONFIRM_SECOND_FACTOR -> body(operation, "{\"ticket\":\"nothing\",\"code\":\"000000\"}");
                case CHANGE_PASSWORD ->
                    body(operation, "{\"current\":\"nothing\",\"password\":\"a long enough password\"}");
                case EXPORT_CASE -> ALL.put(operation, new Probe("?reason=because", null, false));
                case EXPORT_LIST -> ALL.put(operation, new Probe("?format=csv&reason=because", null, false));
                case CORRECT_PLATE -> ALL.put(operation, new Probe("", "{\"plate\":\"29B112346\"}", true));
                case DECIDE -> ALL.put(operation, new Probe("", "{\"outcome\":\"confirmed\"}", true));
                case HAND_OVER -> ALL.put(operation, new Probe("", null, true));
                case CREATE_ACCOUNT ->
                    body(operation, "{\"name\":\"lan\",\"displayName\":\"Lan\",\"role\":\"officer\"," + SCOPE + "}");
                case CHANGE_ACCOUNT ->
                    ALL.put(
                            operation,
                            new Probe("", "{\"displayName\":\"Lan\",\"role\":\"officer\"," + SCOPE + "}", true));
                case CREATE_TOKEN ->
                    body(
                            operation,
                            "{\"label\":\"x\",\"role\":\"auditor\",\"expiresAt\":\"2026-11-23T00:00:00Z\"," + SCOPE
                                    + "}");
                case CREATE_WEBHOOK ->
                    body(operation, "{\"label\":\"x\",\"url\":\"https://example.org/hook\"," + SCOPE + "}");
            }
        }
    }

    private static void plain(Operation operation) {
        ALL.put(operation, PLAIN);
    }

    private static void body(Operation operation, String body) {
        ALL.put(operation, new Probe("", body, false));
    }

    static Probe of(Operation operation) {
        Probe probe = ALL.get(operation);
        assertThat(probe).as("a probe for " + operation).isNotNull();
        return probe == null ? PLAIN : probe;
    }

    /** Asks for {@code operation}, where {@code id} stands for the one part of the path that varies. */
    Answer send(Clients clients, Who who, Operation operation, String id) {
        String path = operation.path().replaceAll("\\{(id|name)}", id).replace("{file}", "b-decisive.jpg");
        String[] headers = version ? new String[] {"if-match", "\"999999\""} : new String[0];
        return clients.send(who, operation.method().name(), path + query, body, headers);
    }
}
