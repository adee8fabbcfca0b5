package vn.ngatu.api.retention;

import java.time.Duration;
import java.time.Instant;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.Deadlines;

/**
 * How long evidence is kept. Raw video is not among it: it lives in memory for less than a minute.
 *
 * @param rejected how long a rejected case's is kept after the decision
 * @param unreviewed how long an undecided case's is kept after the act can no longer be punished
 * @param appeal how long a confirmed case's is kept after the act can no longer be punished, and at least after the
 *     decision
 */
public record RetentionPolicy(Duration rejected, Duration unreviewed, Duration appeal) {

    /** 30 days, 30 days, one year. */
    public static RetentionPolicy defaults() {
        return new RetentionPolicy(Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(365));
    }

    /** The moment until which the evidence of {@code of} is kept, legal holds aside. */
    public Instant keepUntil(Case of) {
        Instant expires = Deadlines.of(of).expiresAt();
        Instant closed = of.closedAt() == null ? of.receivedAt() : of.closedAt();
        return switch (RetentionClass.of(of)) {
            case UNREVIEWED -> expires.plus(unreviewed);
            case REJECTED -> closed.plus(rejected);
            case CONFIRMED -> (closed.isAfter(expires) ? closed : expires).plus(appeal);
        };
    }

    /** Whether the evidence of {@code of} is to be deleted at {@code now}; never under a legal hold. */
    public boolean isDue(Case of, Instant now) {
        return !of.held() && of.purgedAt() == null && !now.isBefore(keepUntil(of));
    }

    /** The rule for a class in words, for certificates. */
    String rule(RetentionClass of) {
        return switch (of) {
            case UNREVIEWED -> "limitation (1 year) + " + unreviewed.toDays() + " days";
            case REJECTED -> rejected.toDays() + " days after the decision";
            case CONFIRMED -> "limitation (1 year), at least the decision, + " + appeal.toDays() + " days";
        };
    }
}
