package vn.ngatu.api.security.session;

import org.jspecify.annotations.Nullable;
import vn.ngatu.api.security.access.Principal;

/**
 * A session that a request belongs to.
 *
 * @param csrf what every request that changes something must bring in a header, which a foreign page can't know
 * @param rotated the cookie's new value; null while the old one is good
 */
public record Session(
        Principal principal, String csrf, @Nullable String rotated) {}
