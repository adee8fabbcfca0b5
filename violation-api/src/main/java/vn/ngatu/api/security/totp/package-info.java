/**
 * One-time codes of authenticator apps (RFC 6238).
 *
 * <p>Starting points: {@link vn.ngatu.api.security.totp.Totp}. May depend on nothing but the JDK.
 */
@NullMarked
package vn.ngatu.api.security.totp;

import org.jspecify.annotations.NullMarked;
