package vn.ngatu.camera;

/**
 * Puts the sessions of one stream on one monotone line of nanoseconds since the first packet: a new session starts where
 * the monotonic clock says, never before the last packet. Pure; the stream's thread only.
 */
final class TimeLine {

    private boolean started;
    private boolean atSessionStart;
    private long origin;
    private long shift;
    private long last;

    /** The next packet is the first of a new session. */
    void sessionBegins() {
        atSessionStart = true;
    }

    /**
     * How far the next packet is to be moved.
     *
     * @param dtsNs its decoding time within its session
     * @param arrivalNs when it arrived by the monotonic clock
     * @param frameNs how long a frame stands
     */
    long shift(long dtsNs, long arrivalNs, long frameNs) {
        if (!started) {
            started = true;
            origin = arrivalNs;
            shift = -dtsNs;
        } else if (atSessionStart) {
            shift = Math.max(arrivalNs - origin, last + frameNs) - dtsNs;
        }
        atSessionStart = false;
        last = dtsNs + shift;
        return shift;
    }
}
