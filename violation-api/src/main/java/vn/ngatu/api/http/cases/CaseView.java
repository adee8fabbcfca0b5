package vn.ngatu.api.http.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.law.Candidate;
import vn.ngatu.api.law.Catalogue;
import vn.ngatu.api.review.Case;
import vn.ngatu.api.review.Deadlines;

/**
 * A case as clients see it.
 *
 * @param urgency how near its next deadline is: {@code none}, {@code warn}, {@code escalate}, {@code overdue},
 *     {@code expired}; {@code none} once it is closed
 * @param candidates the provisions that may fit, shown and never decided; only where one case is asked for
 * @param violation the violation as the engine reported it; only where one case is asked for
 */
record CaseView(
        String id,
        String camera,
        String scene,
        String kind,
        String vehicle,
        double confidence,
        Instant receivedAt,
        @Nullable ActView act,
        String state,
        String stage,
        long version,
        @Nullable String plateRead,
        @Nullable String plate,
        @Nullable String draftPlate,
        @Nullable LeaseView lease,
        @Nullable String reason,
        @Nullable Instant closedAt,
        String manifest,
        boolean held,
        @Nullable Instant purgedAt,
        String urgency,
        Instant dueAt,
        Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CandidateView> candidates,

        @JsonRawValue @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String violation) {

    /** When it happened. */
    record ActView(Instant start, Instant decisive, Instant end) {}

    /** A provision that may fit. */
    record CandidateView(
            String decree,
            String ref,
            long fineFrom,
            long fineTo,
            int points,
            @Nullable String pointsRef,
            String check,
            String vi,
            String en) {

        static CandidateView of(Candidate candidate) {
            return new CandidateView(
                    candidate.decree(),
                    candidate.ref(),
                    candidate.fineFrom(),
                    candidate.fineTo(),
                    candidate.points(),
                    candidate.pointsRef(),
                    candidate.check().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    candidate.vi(),
                    candidate.en());
        }
    }

    /** Who has it in hand. */
    record LeaseView(String holder, Instant takenAt, Instant until) {}

    /** The case in a list. */
    static CaseView of(Case of, Instant now) {
        return of(of, now, null, null);
    }

    /** The one case that was asked for. */
    static CaseView whole(Case of, Instant now, Catalogue catalogue, String violation) {
        Case.Act act = of.act();
        List<CandidateView> candidates =
                catalogue.candidates(of.kind(), of.vehicle(), act == null ? null : act.decisive()).stream()
                        .map(CandidateView::of)
                        .toList();
        return of(of, now, candidates, violation);
    }

    private static CaseView of(
            Case of, Instant now, @Nullable List<CandidateView> candidates, @Nullable String violation) {
        Case.Act act = of.act();
        Case.Lease lease = of.lease();
        Deadlines deadlines = Deadlines.of(of);
        Deadlines.Urgency urgency = of.closedAt() == null ? deadlines.at(now) : Deadlines.Urgency.NONE;
        return new CaseView(
                of.id(),
                of.camera(),
                of.scene(),
                of.kind(),
                of.vehicle(),
                of.confidence(),
                of.receivedAt(),
                act == null ? null : new ActView(act.start(), act.decisive(), act.end()),
                of.state().label(),
                of.stage().label(),
                of.version(),
                of.plateRead(),
                of.plate(),
                of.draftPlate(),
                lease != null && lease.until().isAfter(now)
                        ? new LeaseView(lease.holder(), lease.takenAt(), lease.until())
                        : null,
                of.reason() == null ? null : of.reason().label(),
                of.closedAt(),
                of.manifest(),
                of.held(),
                of.purgedAt(),
                urgency.name().toLowerCase(Locale.ROOT),
                deadlines.dueAt(),
                deadlines.expiresAt(),
                candidates,
                violation);
    }
}
