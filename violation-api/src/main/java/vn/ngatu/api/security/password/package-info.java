/**
 * Passwords: what is asked of them and how they are kept.
 *
 * <p>Starting points: {@link vn.ngatu.api.security.password.PasswordHasher}. May depend on Bouncy Castle, which nothing else imports.
 */
@NullMarked
package vn.ngatu.api.security.password;

import org.jspecify.annotations.NullMarked;
