package vn.ngatu.core.media;

/** The newest stretch of a camera's video on the time line of what analyses it. Safe for use by any thread. */
public interface Recording {

    /**
     * The packets needed to show every frame from {@code fromNs} to {@code toNs}: from the last key frame at or before the
     * start on. It starts later where the recording doesn't reach back so far, and is empty where nothing of the span is held.
     *
     * @param atNs the moment that matters: where the stream's coding changed within the span, only what is coded as it was
     *     then is told
     * @return owned by the caller
     */
    PacketRing.Snapshot snapshot(long fromNs, long toNs, long atNs);

    /** The presentation time of the oldest key frame held, in nanoseconds; {@link Long#MAX_VALUE} when empty. */
    long startNs();

    /** Whether its frames are the very frames that are analysed; else each has a nearest one. */
    default boolean exact() {
        return true;
    }
}
