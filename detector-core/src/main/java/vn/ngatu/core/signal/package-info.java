/**
 * What the traffic lights show, and how that is known.
 *
 * <p>Starting points: {@link vn.ngatu.core.signal.SignalTimeline}. May depend on {@code config}, {@code geom} and
 * {@code media}.
 */
@NullMarked
package vn.ngatu.core.signal;

import org.jspecify.annotations.NullMarked;
