package vn.ngatu.api.http.gate;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;
import vn.ngatu.api.security.access.Principal;

/**
 * One request that was let through.
 *
 * @param caller who asks; null for somebody unknown, where the operation is open to all
 * @param now when it came in
 */
public record Call(
        Operation operation,
        ServiceRequestContext context,
        AggregatedHttpRequest request,
        @Nullable Caller caller,
        Instant now) {

    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    /** Who asks, where the operation isn't open to all. */
    public Principal principal() {
        if (caller == null) {
            throw ProblemException.of(ProblemType.UNAUTHORIZED);
        }
        return caller.principal();
    }

    /** The part of the path that {@code {name}} stands for. */
    public String path(String name) {
        String value = context.pathParam(name);
        if (value == null) {
            throw new IllegalArgumentException(operation + " has no {" + name + "} in its path");
        }
        return value;
    }

    /** What stands after the question mark; read once. */
    public Query query() {
        return new Query(context.queryParams());
    }

    /** The body, an object; read once. */
    public Body body() {
        return Body.of(request);
    }

    /** The first header of that {@code name}; null when there is none. */
    public @Nullable String header(String name) {
        return request.headers().get(name);
    }

    /** The version that {@code If-Match} names; the request is refused without. */
    public long expectedVersion() {
        String header = header("if-match");
        if (header == null) {
            throw ProblemException.of(
                    ProblemType.PRECONDITION_MISSING, "if-match: missing (expected: the ETag you saw)");
        }
        var matcher = ETAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw ProblemException.of(ProblemType.CHANGED);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** The address that the request comes from. */
    public String client() {
        return context.clientAddress().getHostAddress();
    }
}
