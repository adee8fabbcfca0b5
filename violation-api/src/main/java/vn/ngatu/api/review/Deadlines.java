package vn.ngatu.api.review;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Until when what has to be done about a case. The notice to the owner is due ten days after detection; after a year the
 * act can no longer be punished.
 *
 * @param warnAt five days after detection
 * @param escalateAt eight days after it: a supervisor's concern
 * @param dueAt ten days after it
 * @param expiresAt one year after the act; after detection where the time of the act is not known
 */
public record Deadlines(Instant warnAt, Instant escalateAt, Instant dueAt, Instant expiresAt) {

    private static final Duration WARN = Duration.ofDays(5);
    private static final Duration ESCALATE = Duration.ofDays(8);
    private static final Duration DUE = Duration.ofDays(10);
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** How near the next deadline is. */
    public enum Urgency {
        NONE,
        WARN,
        ESCALATE,
        OVERDUE,
        EXPIRED
    }

    /** The deadlines of an act that was detected at {@code detected} and done at {@code act}; null where not known. */
    public static Deadlines of(Instant detected, @Nullable Instant act) {
        Instant expires =
                (act == null ? detected : act).atZone(ZONE).plusYears(1).toInstant();
        return new Deadlines(detected.plus(WARN), detected.plus(ESCALATE), detected.plus(DUE), expires);
    }

    /** The deadlines of {@code of}. */
    public static Deadlines of(Case of) {
        Case.Act act = of.act();
        return of(of.receivedAt(), act == null ? null : act.end());
    }

    /** How near the next deadline is at {@code now}; each is passed at its own moment. */
    public Urgency at(Instant now) {
        if (!now.isBefore(expiresAt)) {
            return Urgency.EXPIRED;
        }
        if (!now.isBefore(dueAt)) {
            return Urgency.OVERDUE;
        }
        if (!now.isBefore(escalateAt)) {
            return Urgency.ESCALATE;
        }
        return now.isBefore(warnAt) ? Urgency.NONE : Urgency.WARN;
    }
}
