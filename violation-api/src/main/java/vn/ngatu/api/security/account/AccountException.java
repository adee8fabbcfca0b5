package vn.ngatu.api.security.account;

/** An account can't be made, changed or opened as asked. */
public final class AccountException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Why why;

    AccountException(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    /** The reasons. */
    public enum Why {
        /** There is none of that name. */
        MISSING,
        /** The name or the subject is taken. */
        TAKEN,
        /** Somebody changed it in the meantime. */
        CHANGED,
        /** It would leave no administrator who can sign in. */
        LAST_ADMINISTRATOR,
        /** The invitation was used, has expired, or never was. */
        NO_INVITATION,
        /** The current password, or the code, is not right. */
        NOT_PROVEN
    }

    /** Why. */
    public Why why() {
        return why;
    }
}
