package vn.ngatu.core.media;

import java.io.IOException;

/** A video that can't be read or written: one line that names the file or stream, what it is, and what was expected. */
public final class MediaException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, as far as it matters to whoever tries again. */
    public enum Kind {
        /** Nothing is known about it. */
        OTHER,
        /** The credentials are missing or wrong. */
        REFUSED,
        /** The peer knows no such stream. */
        NOT_FOUND,
        /** The peer did not answer in time. */
        TIMED_OUT,
        /** The peer can't be reached: no such host, no way to it, or nobody listens. */
        UNREACHABLE
    }

    private final Kind kind;

    /** Of one line, {@code THING: what it is (expected: what it should be)}. */
    public MediaException(String message) {
        this(message, Kind.OTHER);
    }

    /** Of one line and a kind. */
    public MediaException(String message, Kind kind) {
        super(message);
        this.kind = kind;
    }

    /** Of one line and what lies beneath. */
    public MediaException(String message, Throwable cause) {
        super(message, cause);
        kind = cause instanceof MediaException media ? media.kind : Kind.OTHER;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }
}
