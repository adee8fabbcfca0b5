/**
 * Wall time: what UTC instant a moment of a stream was, how sure that is and who says so.
 *
 * <p>Starting points: {@link vn.ngatu.core.time.StreamClock}. Depends on nothing.
 */
@NullMarked
package vn.ngatu.core.time;

import org.jspecify.annotations.NullMarked;
