package vn.ngatu.api.security.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;

/**
 * A person's account, without its secrets.
 *
 * @param name what it signs in with, lower case
 * @param displayName the person's name
 * @param subject who it is at the OpenID provider; null when it signs in with a password
 * @param password whether a password is set
 * @param secondFactor whether an authenticator app is set up
 * @param active whether it may sign in
 * @param version counts the changes
 */
public record Account(
        String name,
        String displayName,
        Role role,
        Scope scope,
        @Nullable String subject,
        boolean password,
        boolean secondFactor,
        boolean active,
        long version,
        Instant createdAt) {

    static Account of(ResultSet row) throws SQLException {
        return new Account(
                row.getString("name"),
                row.getString("display_name"),
                Role.of(row.getString("role")).orElseThrow(),
                Scope.parse(row.getString("scope")),
                row.getString("subject"),
                row.getString("password") != null,
                row.getString("totp") != null,
                row.getInt("active") != 0,
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
