package vn.ngatu.api.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A problem as a client sees it, {@code application/problem+json}.
 *
 * @param type a stable name to tell problems apart by: {@code urn:ngatu:problem:...}
 * @param title the kind of problem, in words
 * @param detail what was wrong this time: the thing, the value and what was expected; never an internal path or class
 * @param field the parameter or the JSON pointer of the body's value at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field) {

    /** The media type of problems. */
    public static final MediaType MEDIA_TYPE = MediaType.create("application", "problem+json");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "urn:ngatu:problem:";

    /** The problem of that {@code type} without more to tell. */
    public static Problem of(ProblemType type) {
        return of(type, null, null);
    }

    /** The problem of that {@code type}, with what was wrong. */
    public static Problem of(ProblemType type, @Nullable String detail, @Nullable String field) {
        return new Problem(PREFIX + type.label(), type.title(), type.status().code(), detail, field);
    }

    /** The problem that only has a status. */
    public static Problem of(HttpStatus status) {
        for (ProblemType type : ProblemType.values()) {
            if (type.status().code() == status.code() && type.isGeneral()) {
                return of(type);
            }
        }
        return new Problem("about:blank", status.reasonPhrase(), status.code(), null, null);
    }

    /** The answer that carries this problem. */
    public HttpResponse response() {
        return response(ResponseHeaders.builder());
    }

    /** The answer that carries this problem with more headers. */
    public HttpResponse response(ResponseHeadersBuilder headers) {
        headers.status(status).contentType(MEDIA_TYPE).set("cache-control", "no-store");
        return HttpResponse.of(headers.build(), HttpData.wrap(json()));
    }

    /** As JSON. */
    public byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a problem is plain strings and numbers", e);
        }
    }
}
