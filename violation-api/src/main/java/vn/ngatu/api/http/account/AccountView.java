package vn.ngatu.api.http.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Scope;
import vn.ngatu.api.security.account.Account;

/** An account as an administrator sees it. */
record AccountView(
        String name,
        String displayName,
        String role,
        Scope scope,
        @Nullable String subject,
        boolean password,
        boolean secondFactor,
        boolean active,
        long version,
        Instant createdAt) {

    static AccountView of(Account account) {
        return new AccountView(
                account.name(),
                account.displayName(),
                account.role().label(),
                account.scope(),
                account.subject(),
                account.password(),
                account.secondFactor(),
                account.active(),
                account.version(),
                account.createdAt());
    }
}
