package vn.ngatu.core.track;

/**
 * How a {@link Tracker} weighs detections and how long it waits for what it does not see. Times are seconds.
 *
 * @param highScore detections from this score on are associated first
 * @param lowScore detections below this score are not looked at
 * @param birthScore an unexplained detection from this score on may start a track
 * @param sureScore a track that starts with this score is confirmed at once
 * @param coast how long a moving road user is followed unseen
 * @param parkedCoast how long a standing vehicle is waited for while something hides it
 * @param tentative how long an unconfirmed track may go unseen
 */
public record TrackerSettings(
        double highScore,
        double lowScore,
        double birthScore,
        double sureScore,
        double coast,
        double parkedCoast,
        double tentative) {

    /** The settings that the figures in the benchmarks were reached with. */
    public static TrackerSettings defaults() {
        return new TrackerSettings(0.5, 0.1, 0.4, 0.7, 3, 180, 0.5);
    }

    /** The same settings for a detector whose certain boxes start at {@code high} and its doubtful ones at {@code low}. */
    public TrackerSettings withScores(double high, double low) {
        return new TrackerSettings(high, low, high, Math.min(1, high + 0.25), coast, parkedCoast, tentative);
    }

    /** Refuses scores outside 0..1 or out of order, and times that are not positive. */
    public TrackerSettings {
        if (!(lowScore >= 0 && lowScore <= birthScore && birthScore <= 1 && highScore >= lowScore && highScore <= 1)) {
            throw new IllegalArgumentException("scores: low " + lowScore + ", birth " + birthScore + ", high "
                    + highScore + " (expected: 0 <= low <= birth <= 1, low <= high <= 1)");
        }
        if (!(coast > 0) || !(parkedCoast >= coast) || !(tentative > 0)) {
            throw new IllegalArgumentException("times: coast " + coast + ", parkedCoast " + parkedCoast + ", tentative "
                    + tentative + " (expected: > 0, parkedCoast >= coast)");
        }
    }
}
