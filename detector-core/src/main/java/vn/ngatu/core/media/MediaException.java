package vn.ngatu.core.media;

import java.io.IOException;

/** A video that can't be read or written: one line that names the file or stream, what it is, and what was expected. */
public final class MediaException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Of one line, {@code THING: what it is (expected: what it should be)}. */
    public MediaException(String message) {
        super(message);
    }

    /** Of one line and what lies beneath. */
    public MediaException(String message, Throwable cause) {
        super(message, cause);
    }
}
