package vn.ngatu.api.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.security.access.Operation;

/**
 * Answers the methods that a path doesn't have.
 *
 * @param allowed those that it has
 */
record NotAllowed(Set<HttpMethod> allowed) implements HttpService {

    /** For {@code path}, as the table of operations writes it. */
    static NotAllowed of(String path) {
        return new NotAllowed(Stream.of(Operation.values())
                .filter(operation -> operation.path().equals(path))
                .map(Operation::method)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(HttpMethod.class))));
    }

    /** The methods that it answers. */
    Set<HttpMethod> others() {
        return HttpMethod.knownMethods().stream()
                .filter(method -> !allowed.contains(method))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(HttpMethod.class)));
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return Problem.of(ProblemType.METHOD_NOT_ALLOWED)
                .response(ResponseHeaders.builder().set("allow", names));
    }
}
