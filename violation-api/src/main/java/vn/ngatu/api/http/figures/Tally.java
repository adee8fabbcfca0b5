package vn.ngatu.api.http.figures;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.review.CaseState;
import vn.ngatu.api.review.RejectReason;

/** How many cases there were, and what became of them. Mutable; one thread. */
final class Tally {

    // The engine was wrong; for the other reasons it may have been right.
    private static final Set<RejectReason> WRONG =
            EnumSet.of(RejectReason.WRONG_VEHICLE, RejectReason.NOT_IN_FORCE, RejectReason.NOT_AN_OFFENCE);

    private long open;
    private long confirmed;
    private long rejected;
    private long wrong;

    void add(CaseState state, @Nullable RejectReason reason, long count) {
        switch (state) {
            case NEW, IN_REVIEW -> open += count;
            case CONFIRMED, EXPORTED -> confirmed += count;
            case REJECTED -> {
                rejected += count;
                wrong += reason != null && WRONG.contains(reason) ? count : 0;
            }
        }
    }

    /** All of them. */
    @JsonProperty
    long flagged() {
        return open + confirmed + rejected;
    }

    @JsonProperty
    long open() {
        return open;
    }

    @JsonProperty
    long confirmed() {
        return confirmed;
    }

    @JsonProperty
    long rejected() {
        return rejected;
    }

    /** Of those where people could tell, the share in which the engine was right; null where there are none. */
    @JsonProperty
    @Nullable Double precision() {
        long told = confirmed + wrong;
        return told == 0 ? null : Math.round(confirmed * 1000.0 / told) / 1000.0;
    }
}
