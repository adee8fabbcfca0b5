package vn.ngatu.core.view;

/**
 * What is known of where the camera looks.
 *
 * @param kind in one word
 * @param since presentation time, seconds, up to which the view was last known to be right; the time of the look while it is
 * @param detail in more words, for people
 */
public record ViewState(Kind kind, double since, String detail) {

    /** What is known, in one word. */
    public enum Kind {
        /** The reference is still being made out of what is seen. */
        LEARNING,
        /** The camera looks where it should. */
        STEADY,
        /** It looks elsewhere. */
        MOVED,
        /** Nothing can be recognised: covered, blinded or dark. */
        COVERED
    }

    /** Whether what the scene says of the picture can be used. */
    public boolean holds() {
        return kind == Kind.LEARNING || kind == Kind.STEADY;
    }
}
