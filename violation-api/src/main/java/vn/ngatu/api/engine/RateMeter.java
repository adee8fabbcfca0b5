package vn.ngatu.api.engine;

/** How fast a count rises, over the last seconds. Updated by one thread, read by any. */
final class RateMeter {

    private static final double NEWEST = 0.3;

    private double lastTime = Double.NaN;
    private long lastCount;
    private volatile double perSecond;

    /** Takes the count at {@code time}, seconds, rising from call to call. */
    void update(double time, long count) {
        if (!Double.isNaN(lastTime) && time > lastTime) {
            double rate = (count - lastCount) / (time - lastTime);
            perSecond = perSecond == 0 ? rate : perSecond + NEWEST * (rate - perSecond);
        }
        lastTime = time;
        lastCount = count;
    }

    double perSecond() {
        return perSecond;
    }
}
