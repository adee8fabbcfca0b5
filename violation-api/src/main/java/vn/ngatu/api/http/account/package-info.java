/**
 * Signing in, one's own account, and the administration of accounts and tokens.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.account.SessionHandlers}, {@link vn.ngatu.api.http.account.AccountHandlers}. May
 * depend on {@code http.gate} and {@code security}.
 */
@NullMarked
package vn.ngatu.api.http.account;

import org.jspecify.annotations.NullMarked;
