package vn.ngatu.api.review;

import java.time.Duration;

/**
 * The numbers of review.
 *
 * @param lease how long a case stays with who took it, unless renewed
 * @param inHand how many cases one person can have in hand
 * @param undo how long a decision can be taken back by who made it; nobody else gets the case before
 * @param certain the confidence below which a second person must look
 * @param sample the share of cases that a second person sees without another reason, 0..1
 * @param plateRequired whether only a case with a plate can be confirmed
 * @param presence how long a standing vehicle may go unseen and still count as having stood there all the time
 * @param crossing how far apart the decisive moments of one crossing can be when two cameras see it
 */
public record ReviewPolicy(
        Duration lease,
        int inHand,
        Duration undo,
        double certain,
        double sample,
        boolean plateRequired,
        Duration presence,
        Duration crossing) {

    /** Five minutes, three cases, ten seconds, 0.9, five in a hundred, a plate is required, ten minutes, three seconds. */
    public static ReviewPolicy defaults() {
        return new ReviewPolicy(
                Duration.ofMinutes(5),
                3,
                Duration.ofSeconds(10),
                0.9,
                0.05,
                true,
                Duration.ofMinutes(10),
                Duration.ofSeconds(3));
    }

    /** The same without the need of a plate. */
    public ReviewPolicy withoutPlates() {
        return new ReviewPolicy(lease, inHand, undo, certain, sample, false, presence, crossing);
    }
}
