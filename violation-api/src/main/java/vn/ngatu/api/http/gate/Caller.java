package vn.ngatu.api.http.gate;

import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Principal;

/**
 * Who asks, and what their credential needs.
 *
 * @param csrf what a request that changes something must bring; null where no browser adds the credential by itself
 * @param cookie the session cookie to set in the answer, because the token was rotated; null otherwise
 */
public record Caller(
        Principal principal,
        @Nullable String csrf,
        @Nullable String cookie) {}
