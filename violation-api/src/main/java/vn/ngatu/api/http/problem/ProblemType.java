package vn.ngatu.api.http.problem;

import com.linecorp.armeria.common.HttpStatus;
import java.util.Locale;

/** The kinds of problem that the API tells apart. Names are stable; new ones may come. */
public enum ProblemType {
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request can't be read", true),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Not signed in", true),
    SIGN_IN_REFUSED(HttpStatus.UNAUTHORIZED, "Name, password or code is wrong", false),
    SECOND_FACTOR_MISSING(HttpStatus.FORBIDDEN, "Set up the authenticator app first", false),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed", true),
    FORGED(HttpStatus.FORBIDDEN, "The request doesn't come from the application's own page", false),
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found", true),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The resource has no such method", true),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No such representation", true),
    TIMED_OUT(HttpStatus.REQUEST_TIMEOUT, "The request took too long", true),
    CONFLICT(HttpStatus.CONFLICT, "Not possible as things stand", true),
    TAKEN(HttpStatus.CONFLICT, "In another person's hand", false),
    NOT_IN_HAND(HttpStatus.CONFLICT, "Not in your hand, or no longer", false),
    NOT_YOUR_TURN(HttpStatus.CONFLICT, "Not your turn", false),
    WRONG_STATE(HttpStatus.CONFLICT, "Not in a state that allows this", false),
    TOO_LATE(HttpStatus.CONFLICT, "Too late to take it back", false),
    DUPLICATE(HttpStatus.CONFLICT, "The same act was confirmed in another case", false),
    OUT_OF_TIME(HttpStatus.CONFLICT, "The act is too long ago", false),
    DAMAGED(HttpStatus.CONFLICT, "The evidence is not what its manifest says", false),
    GONE(HttpStatus.GONE, "Used or expired", true),
    CHANGED(HttpStatus.PRECONDITION_FAILED, "Changed in the meantime", true),
    TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large", true),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's type is not JSON", true),
    BAD_RANGE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The range can't be served", true),
    INVALID(HttpStatus.UNPROCESSABLE_ENTITY, "A value is not valid", true),
    PRECONDITION_MISSING(HttpStatus.PRECONDITION_REQUIRED, "If-Match is missing", true),
    TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", true),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The server failed; the fault is in its log", true),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available now", true);

    private final HttpStatus status;
    private final String title;
    private final boolean general;

    ProblemType(HttpStatus status, String title, boolean general) {
        this.status = status;
        this.title = title;
        this.general = general;
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Whether this is what a bare status of the same number means. */
    boolean isGeneral() {
        return general;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
