package vn.ngatu.core.rule;

import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.violation.ViolationKind;

/**
 * What a rule said of a road user for a while, and why: the answer to "why not this one?".
 *
 * @param track the {@link vn.ngatu.core.track.Track#id()}
 * @param from the first moment the rule said so, presentation seconds
 * @param to the last such moment
 * @param verdict {@code clear}, {@code pending}, {@code violated} or {@code undetermined}
 * @param reason a fixed phrase
 * @param detail the numbers behind it; may be empty
 */
public record Explanation(
        int track,
        ObjectClass vehicle,
        ViolationKind rule,
        double from,
        double to,
        String verdict,
        String reason,
        String detail) {}
