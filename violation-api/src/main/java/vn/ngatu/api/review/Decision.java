package vn.ngatu.api.review;

import org.jspecify.annotations.Nullable;

/**
 * What a reviewer makes of a case.
 *
 * @param reason why it is rejected; null exactly when it is confirmed
 */
public record Decision(@Nullable RejectReason reason) {

    /** The violation happened. */
    public static Decision confirm() {
        return new Decision(null);
    }

    /** It did not, or can't be shown. */
    public static Decision reject(RejectReason reason) {
        return new Decision(reason);
    }

    /** Whether the violation is confirmed. */
    public boolean confirmed() {
        return reason == null;
    }
}
