package vn.ngatu.api.parts;

/** A mistake of the person who typed the command, told in one line; the exit code is 2. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
