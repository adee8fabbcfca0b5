/**
 * The accounts of people: how they come to be, sign in, and are locked out.
 *
 * <p>Starting points: {@link vn.ngatu.api.security.account.Accounts}, {@link vn.ngatu.api.security.account.SignIn}. May depend on
 * {@code store} and the other packages of {@code security}.
 */
@NullMarked
package vn.ngatu.api.security.account;

import org.jspecify.annotations.NullMarked;
