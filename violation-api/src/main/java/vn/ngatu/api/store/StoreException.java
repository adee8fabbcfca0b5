package vn.ngatu.api.store;

/** The store can't be opened, read or written; the message is one line for a person and holds no secret. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
