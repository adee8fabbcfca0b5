/**
 * Random tokens, their hashes, and the encryption of secrets that the store must keep readable.
 *
 * <p>Starting points: {@link vn.ngatu.api.security.secret.Tokens}, {@link vn.ngatu.api.security.secret.SecretBox}. May depend on
 * nothing but the JDK.
 */
@NullMarked
package vn.ngatu.api.security.secret;

import org.jspecify.annotations.NullMarked;
