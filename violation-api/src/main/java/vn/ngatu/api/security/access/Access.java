package vn.ngatu.api.security.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an operation.
 *
 * @param open anybody, signed in or not
 * @param person only somebody signed in, never an API token
 * @param unenrolled also somebody who has yet to set up the second factor
 * @param unlimited only those whose scope is all cameras
 */
public record Access(boolean open, boolean person, boolean unenrolled, boolean unlimited, Set<Role> roles) {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    /** Copies the roles. */
    public Access {
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    static Access anybody() {
        return new Access(true, false, true, false, ALL);
    }

    static Access own() {
        return new Access(false, true, true, false, ALL);
    }

    static Access people(Role first, Role... more) {
        return new Access(false, true, false, false, EnumSet.of(first, more));
    }

    static Access of(Role first, Role... more) {
        return new Access(false, false, false, false, EnumSet.of(first, more));
    }

    Access unlimitedOnly() {
        return new Access(open, person, unenrolled, true, roles);
    }

    /** Why {@code principal}, null for somebody unknown, may not; null when it may. */
    public @Nullable Refusal refusal(@Nullable Principal principal) {
        if (open) {
            return null;
        }
        if (principal == null) {
            return Refusal.UNKNOWN;
        }
        if (!principal.enrolled() && !unenrolled) {
            return Refusal.SECOND_FACTOR;
        }
        boolean allowed = roles.contains(principal.role())
                && !(person && principal.machine())
                && !(unlimited && principal.cameras() != null);
        return allowed ? null : Refusal.FORBIDDEN;
    }

    /** Why an operation is refused. */
    public enum Refusal {
        /** Nobody is signed in. */
        UNKNOWN,
        /** The second factor has yet to be set up. */
        SECOND_FACTOR,
        /** The role, the scope or the kind of credential doesn't allow it. */
        FORBIDDEN
    }
}
