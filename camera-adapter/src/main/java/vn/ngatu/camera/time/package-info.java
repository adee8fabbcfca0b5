/**
 * A stream's presentation time told in wall time and on the line of the camera's other stream, each with an honest error.
 *
 * <p>Starting points: {@link vn.ngatu.camera.time.WallClock}. May depend on {@code vn.ngatu.core.time} and {@code
 * vn.ngatu.core.media}.
 */
@NullMarked
package vn.ngatu.camera.time;

import org.jspecify.annotations.NullMarked;
