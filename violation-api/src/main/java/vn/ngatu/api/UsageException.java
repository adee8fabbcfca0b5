package vn.ngatu.api;

/** A mistake of the person who typed the command, told in one line; the exit code is 2. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
