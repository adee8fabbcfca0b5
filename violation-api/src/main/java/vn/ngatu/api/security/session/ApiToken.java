package vn.ngatu.api.security.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.api.security.access.Scope;

/**
 * An API token of a machine, without its secret.
 *
 * @param label what it is for
 * @param revokedAt when it was taken back; null while it is good
 * @param usedAt when it was last used, to within some minutes; null before the first time
 */
public record ApiToken(
        String id,
        String label,
        Role role,
        Scope scope,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant usedAt) {

    static ApiToken of(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("id"),
                row.getString("label"),
                Role.of(row.getString("role")).orElseThrow(),
                Scope.parse(row.getString("scope")),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                instant(row, "revoked_at"),
                instant(row, "used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
