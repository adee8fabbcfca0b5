package vn.ngatu.api.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.api.http.gate.Gate;
import vn.ngatu.api.http.problem.Problem;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;

/** The answers to what fails outside of handlers: unreadable, oversized and slow requests. Tells nothing of the inside. */
final class ErrorAnswers implements ServerErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    private final HttpHeaders security;

    /** Answers that carry {@code security} even where no service was reached. */
    ErrorAnswers(HttpHeaders security) {
        this.security = security;
    }

    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ProblemException problem) {
            return Gate.problem(problem);
        }
        if (cause instanceof ContentTooLargeException) {
            return Problem.of(ProblemType.TOO_LARGE).response();
        }
        if (cause instanceof RequestTimeoutException) {
            return Problem.of(ProblemType.TIMED_OUT).response();
        }
        if (cause instanceof HttpStatusException status) {
            return Problem.of(status.httpStatus()).response();
        }
        if (cause instanceof HttpResponseException response) {
            return response.httpResponse();
        }
        log.error("{} {} failed", context.method(), context.path(), cause);
        return Problem.of(ProblemType.INTERNAL).response();
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return answer(status);
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return answer(status);
    }

    private AggregatedHttpResponse answer(HttpStatus status) {
        ResponseHeaders headers = ResponseHeaders.builder(status)
                .contentType(Problem.MEDIA_TYPE)
                .set("cache-control", "no-store")
                .set(security)
                .build();
        return AggregatedHttpResponse.of(
                headers, HttpData.wrap(Problem.of(status).json()));
    }
}
