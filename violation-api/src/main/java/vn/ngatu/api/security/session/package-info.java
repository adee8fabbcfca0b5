/**
 * What a request proves its caller with: the session's cookie of a person, the API token of a machine.
 *
 * <p>Starting points: {@link vn.ngatu.api.security.session.Sessions}, {@link vn.ngatu.api.security.session.ApiTokens}. May depend on
 * {@code store} and the other packages of {@code security}.
 */
@NullMarked
package vn.ngatu.api.security.session;

import org.jspecify.annotations.NullMarked;
