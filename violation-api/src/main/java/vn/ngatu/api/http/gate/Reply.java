package vn.ngatu.api.http.gate;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call. Immutable; what is on record about it is written before anything is sent.
 *
 * @param body what becomes the JSON body; null for none
 * @param stream makes an answer that isn't JSON, complete with its status; null for JSON
 * @param looks what is to be on record
 */
public record Reply(
        HttpStatus status,
        @Nullable Object body,
        @Nullable Supplier<HttpResponse> stream,
        Map<String, String> headers,
        List<Look> looks) {

    /** Copies the collections. */
    public Reply {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        looks = List.copyOf(looks);
    }

    /** What somebody saw or took, for the audit log. */
    public record Look(String action, @Nullable String subject, Map<String, String> detail) {}

    /** Status 200 with {@code body} as JSON. */
    public static Reply ok(Object body) {
        return new Reply(HttpStatus.OK, body, null, Map.of(), List.of());
    }

    /** Status 201 with {@code body} as JSON. */
    public static Reply created(Object body) {
        return new Reply(HttpStatus.CREATED, body, null, Map.of(), List.of());
    }

    /** Status 204. */
    public static Reply nothing() {
        return new Reply(HttpStatus.NO_CONTENT, null, null, Map.of(), List.of());
    }

    /** What {@code response} makes once everything is on record. */
    public static Reply stream(Supplier<HttpResponse> response) {
        return new Reply(HttpStatus.OK, null, response, Map.of(), List.of());
    }

    /** The same with a header more. */
    public Reply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, body, stream, more, looks);
    }

    /** The same with the {@code ETag} of a version. */
    public Reply version(long version) {
        return header("etag", "\"" + version + "\"");
    }

    /** The same, put on record as {@code action} on {@code subject}. */
    public Reply recorded(String action, @Nullable String subject, Map<String, String> detail) {
        List<Look> more = new ArrayList<>(looks);
        more.add(new Look(action, subject, detail));
        return new Reply(status, body, stream, headers, more);
    }
}
