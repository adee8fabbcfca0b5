/**
 * Signing on with an OpenID Connect provider (OpenID Connect Core 1.0, authorization code with PKCE).
 *
 * <p>Starting points: {@link vn.ngatu.api.security.oidc.OidcClient}. May depend on Nimbus, which nothing else imports.
 */
@NullMarked
package vn.ngatu.api.security.oidc;

import org.jspecify.annotations.NullMarked;
