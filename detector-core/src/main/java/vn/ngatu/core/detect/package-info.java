/**
 * What a detector sees in a frame.
 *
 * <p>Starting points: {@link vn.ngatu.core.detect.Detection}. May depend on {@code geom} and {@code media}.
 */
@NullMarked
package vn.ngatu.core.detect;

import org.jspecify.annotations.NullMarked;
