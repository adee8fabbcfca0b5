package vn.ngatu.api.security.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param name the account's name, or {@code token:} and the token's id
 * @param credential the id of the session or token
 * @param machine whether an API token asked, behind which no person sits
 * @param enrolled whether the account has all factors it needs; without, it may only set them up
 * @param cameras the cameras it may see; null for all
 */
public record Principal(
        String name,
        Role role,
        String credential,
        boolean machine,
        boolean enrolled,
        @Nullable Set<String> cameras) {

    /** Whether what {@code camera} flagged may be seen. */
    public boolean sees(String camera) {
        return cameras == null || cameras.contains(camera);
    }
}
