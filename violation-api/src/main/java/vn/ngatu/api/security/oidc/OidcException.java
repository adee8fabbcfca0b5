package vn.ngatu.api.security.oidc;

/** A sign-on that failed; the message is for the log, not for the person. */
public final class OidcException extends Exception {

    private static final long serialVersionUID = 1;

    OidcException(String message) {
        super(message);
    }

    OidcException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
