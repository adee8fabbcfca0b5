package vn.ngatu.api.http.account;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Principal;
import vn.ngatu.api.security.account.Account;

/**
 * Who is signed in, as the pages need it.
 *
 * @param enrolled whether everything that the role allows is open; if not, the second factor comes first
 * @param secondFactor whether an authenticator app is set up
 * @param cameras the cameras it sees; null for all
 * @param csrf for the header {@code X-CSRF-Token}
 */
record SessionView(
        String name,
        String displayName,
        String role,
        boolean enrolled,
        boolean secondFactor,
        @Nullable Set<String> cameras,
        String csrf) {

    static SessionView of(Account account, Principal principal, String csrf) {
        return new SessionView(
                account.name(),
                account.displayName(),
                account.role().label(),
                principal.enrolled(),
                account.secondFactor(),
                principal.cameras() == null ? null : new TreeSet<>(principal.cameras()),
                csrf);
    }
}
