package vn.ngatu.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.ngatu.api.http.Clients.Answer;
import vn.ngatu.api.http.Clients.Who;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.store.TestDatabase;

/** The description of the API, held against the running server. */
class OpenApiTest {

    private final TestDatabase made = TestDatabase.create(TestDatabase.Kind.SQLITE);

    @SuppressWarnings("NullAway.Init")
    private TestApi api;

    @SuppressWarnings("NullAway.Init")
    private JsonNode document;

    @BeforeEach
    void start() {
        api = TestApi.start(made.open());
        document = api.clients.get(Who.NOBODY, "/api/v1/openapi.json").json();
    }

    @AfterEach
    void stop() {
        api.close();
        made.close();
    }

    @Test
    void describesEveryRouteAndOnlyThose() {
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        assertThat(described).isEqualTo(api.server.routes());
    }

    @Test
    void namesOperationsAsTheTableDoesAndTellsWhoMay() {
        for (Operation operation : Operation.values()) {
            JsonNode described = described(operation);
            assertThat(described
                            .path("operationId")
                            .asText()
                            .replaceAll("([A-Z])", "_$1")
                            .toUpperCase(Locale.ROOT))
                    .isEqualTo(operation.name());
            assertThat(described.path("x-roles").isMissingNode())
                    .as("%s", operation)
                    .isEqualTo(operation.access().open());
        }
    }

    @Test
    void resolvesEveryReference() {
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    /** Asks for everything as who may, and checks each answer against the schema that the document has for it. */
    @Test
    void answersAsDescribed() {
        List<String> wrong = new ArrayList<>();
        String caseId = api.newCase(TestApi.CAMERA_IN_AREA);
        api.newCase(TestApi.CAMERA_ELSEWHERE);
        for (Operation operation : Operation.values()) {
            if (operation == Operation.FOLLOW_CHANGES || operation == Operation.DESCRIBE) {
                continue;
            }
            Role role = operation.access().roles().contains(Role.SUPERVISOR)
                    ? Role.SUPERVISOR
                    : operation.access().roles().iterator().next();
            String id = operation.path().contains("/cases/") ? caseId : id(operation);
            check(
                    wrong,
                    operation,
                    Probe.of(operation).send(api.clients, api.person(role, Scope.EVERYTHING), operation, id));
            check(wrong, operation, Probe.of(operation).send(api.clients, Who.NOBODY, operation, id));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void answersAsDescribedAlongAReview() {
        List<String> wrong = new ArrayList<>();
        api.newCase(TestApi.CAMERA_IN_AREA);
        Who officer = api.person(Role.OFFICER, Scope.EVERYTHING);
        Answer claimed = api.clients.send(officer, "POST", "/api/v1/queue/claim", null);
        check(wrong, Operation.CLAIM_NEXT, claimed);
        String path = "/api/v1/cases/" + claimed.json().path("id").asText();
        check(wrong, Operation.RENEW_LEASE, api.clients.send(officer, "PUT", path + "/lease", null));
        Answer shown = api.clients.get(officer, path);
        check(wrong, Operation.SHOW_CASE, shown);
        Answer typed = api.clients.send(
                officer, "PUT", path + "/plate", "{\"plate\":\"29B112346\"}", "if-match", shown.header("etag"));
        check(wrong, Operation.CORRECT_PLATE, typed);
        check(
                wrong,
                Operation.DECIDE,
                api.clients.send(
                        officer,
                        "POST",
                        path + "/decision",
                        "{\"outcome\":\"rejected\",\"reason\":\"wrong-vehicle\"}",
                        "if-match",
                        typed.header("etag")));
        check(wrong, Operation.SHOW_HISTORY, api.clients.get(officer, path + "/history"));
        check(wrong, Operation.SHOW_STATISTICS, api.clients.get(officer, "/api/v1/statistics"));
        check(wrong, Operation.UNDO_DECISION, api.clients.send(officer, "DELETE", path + "/decision", null));
        assertThat(wrong).isEmpty();
    }

    private String id(Operation operation) {
        Role role = Role.ADMINISTRATOR;
        return switch (operation) {
            case CHANGE_ACCOUNT, INVITE_AGAIN -> api.newAccount(Role.OFFICER, Scope.EVERYTHING);
            case REVOKE_TOKEN ->
                Probe.of(Operation.CREATE_TOKEN)
                        .send(api.clients, api.person(role, Scope.EVERYTHING), Operation.CREATE_TOKEN, "")
                        .json()
                        .path("token")
                        .path("id")
                        .asText();
            case DELETE_WEBHOOK, LIST_DELIVERIES ->
                Probe.of(Operation.CREATE_WEBHOOK)
                        .send(api.clients, api.person(role, Scope.EVERYTHING), Operation.CREATE_WEBHOOK, "")
                        .json()
                        .path("webhook")
                        .path("id")
                        .asText();
            default -> "nothing";
        };
    }

    private JsonNode described(Operation operation) {
        return document.path("paths")
                .path(operation.path())
                .path(operation.method().name().toLowerCase(Locale.ROOT));
    }

    private void check(List<String> wrong, Operation operation, Answer answer) {
        String what = operation + " " + answer.status();
        JsonNode responses = described(operation).path("responses");
        JsonNode response = resolved(responses.path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            if (answer.status() < 400) {
                wrong.add(what + ": not described");
                return;
            }
            response = resolved(responses.path("default"));
        }
        String type = answer.header("content-type").replaceAll(";.*", "");
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            if (answer.status() == 204 && answer.bytes().length > 0) {
                wrong.add(what + ": has a body");
            }
            return;
        }
        if (!content.has(type)) {
            wrong.add(what + ": " + type + " is not described");
            return;
        }
        JsonNode schema = content.path(type).path("schema");
        if (type.endsWith("json") && !schema.isMissingNode()) {
            errors(schema, answer).forEach(error -> wrong.add(what + ": " + error));
        }
    }

    private List<Error> errors(JsonNode schema, Answer answer) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema compiled = registry.getSchema(whole);
        return compiled.validate(answer.json());
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
