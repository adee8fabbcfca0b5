package vn.ngatu.api.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A flagged violation on its way through people's hands.
 *
 * @param id the violation's id
 * @param kind the violation's kind as files name it, {@code red-light}
 * @param vehicle the vehicle's class as files name it, {@code motorcycle}
 * @param confidence the engine's, 0..1
 * @param receivedAt when the violation came in, which is when the deadlines begin
 * @param act when it happened; null where the camera's clock was not known
 * @param version changes with every change of the case
 * @param plateRead the plate as the engine read it; null when it did not
 * @param plate the plate as people confirmed it; null before
 * @param draftPlate what the person who has the case in hand typed so far; null for everybody else
 * @param lease who has it in hand; null when nobody has
 * @param freeAt nobody gets it before: until then its last decision can be taken back
 * @param reason why it was rejected; null otherwise
 * @param closedAt when it was decided; null before
 * @param evidence the folder of its package, relative to the evidence root, with forward slashes
 * @param manifest the SHA-256 of the package's manifest
 * @param held whether its evidence must not be deleted
 * @param purgedAt when its evidence was deleted; null while it is there
 */
public record Case(
        String id,
        String camera,
        String scene,
        String kind,
        String vehicle,
        double confidence,
        Instant receivedAt,
        @Nullable Act act,
        CaseState state,
        Stage stage,
        long version,
        @Nullable String plateRead,
        @Nullable String plate,
        @Nullable String draftPlate,
        @Nullable Lease lease,
        Instant freeAt,
        @Nullable RejectReason reason,
        @Nullable Instant closedAt,
        String evidence,
        String manifest,
        boolean held,
        @Nullable Instant purgedAt) {

    /** The act on the wall clock: when it began, when it was complete in fact, and when it ended. */
    public record Act(Instant start, Instant decisive, Instant end) {}

    /** Who has a case in hand, and until when. */
    public record Lease(String holder, Instant takenAt, Instant until) {}

    /** The same without {@link #draftPlate}. */
    public Case withoutDraft() {
        return new Case(
                id,
                camera,
                scene,
                kind,
                vehicle,
                confidence,
                receivedAt,
                act,
                state,
                stage,
                version,
                plateRead,
                plate,
                null,
                lease,
                freeAt,
                reason,
                closedAt,
                evidence,
                manifest,
                held,
                purgedAt);
    }

    /** The moment that lists are ordered by: of the act, or of coming in where that is not known. */
    public Instant listedAt() {
        return act == null ? receivedAt : act.decisive();
    }
}
