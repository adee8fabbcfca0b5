package vn.ngatu.api.http.range;

/** A range that can't be served: status 416. */
public final class UnsatisfiableRangeException extends Exception {

    private static final long serialVersionUID = 1;

    private final long size;

    UnsatisfiableRangeException(String message, long size) {
        super(message, null, false, false);
        this.size = size;
    }

    /** The value of {@code Content-Range} in the answer, which tells the file's size. */
    public String contentRange() {
        return "bytes */" + size;
    }
}
