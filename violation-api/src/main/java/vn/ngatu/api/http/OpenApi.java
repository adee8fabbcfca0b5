package vn.ngatu.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import vn.ngatu.api.http.gate.Call;
import vn.ngatu.api.http.gate.Handler;
import vn.ngatu.api.http.gate.Reply;
import vn.ngatu.api.security.access.Access;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Role;

/** The description of the API: what {@code openapi.yaml} says, and who may, from the table of operations. */
final class OpenApi {

    // The same for every server, and not small: read once.
    private static final JsonNode DOCUMENT = document();

    private static JsonNode document() {
        JsonNode document = read();
        for (Operation operation : Operation.values()) {
            JsonNode described = document.path("paths")
                    .path(operation.path())
                    .path(operation.method().name().toLowerCase(Locale.ROOT));
            if (described instanceof ObjectNode object) {
                describe(operation.access(), object);
            }
        }
        return document;
    }

    /** What each operation does. */
    Map<Operation, Handler> all() {
        return Map.of(Operation.DESCRIBE, this::show);
    }

    private Reply show(Call call) {
        call.query().finish();
        return Reply.ok(DOCUMENT);
    }

    private static void describe(Access access, ObjectNode object) {
        if (access.open()) {
            object.putArray("security");
            return;
        }
        ArrayNode roles = object.putArray("x-roles");
        access.roles().stream().map(Role::label).forEach(roles::add);
        if (access.person()) {
            object.putArray("security").addObject().putArray("session");
        }
    }

    private static JsonNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml", e);
        }
    }
}
