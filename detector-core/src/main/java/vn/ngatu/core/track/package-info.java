/**
 * Road users followed over time.
 *
 * <p>Starting points: {@link vn.ngatu.core.track.Track}. May depend on {@code detect} and {@code geom}.
 */
@NullMarked
package vn.ngatu.core.track;

import org.jspecify.annotations.NullMarked;
