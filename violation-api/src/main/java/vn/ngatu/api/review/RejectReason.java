package vn.ngatu.api.review;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a case is no violation, or can't be shown to be one. */
public enum RejectReason {
    INSUFFICIENT_IMAGE,
    PLATE_UNREADABLE,
    WRONG_VEHICLE,
    /** The signal, sign or marking did not apply at that time. */
    NOT_IN_FORCE,
    /** A priority vehicle, or an officer who directed the traffic. */
    EXEMPT,
    NOT_AN_OFFENCE,
    DUPLICATE,
    OUT_OF_TIME;

    /** The name used in files and addresses: lower case with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason with this {@link #label()}; empty when there is none. */
    public static Optional<RejectReason> ofLabel(String label) {
        return Stream.of(values())
                .filter(reason -> reason.label().equals(label))
                .findFirst();
    }
}
