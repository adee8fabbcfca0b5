/**
 * Changes of cases as they happen, for pages and systems that follow along.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.live.ChangeFeed}. May depend on {@code http.gate} and {@code store}.
 */
@NullMarked
package vn.ngatu.api.http.live;

import org.jspecify.annotations.NullMarked;
