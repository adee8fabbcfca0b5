package vn.ngatu.api.security.oidc;

import java.net.URI;

/**
 * The OpenID provider.
 *
 * @param issuer its address, as it stands in its tokens
 * @param clientId the name it knows us by
 * @param clientSecret what proves it; never shown
 * @param scope what to ask for, {@code openid} among it
 * @param claim the claim of the identity token that an account's subject is compared with, {@code sub} or one that the
 *     provider keeps unique and never gives to another person
 */
public record OidcConfig(URI issuer, String clientId, String clientSecret, String scope, String claim) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "OidcConfig[" + issuer + ", " + clientId + "]";
    }
}
