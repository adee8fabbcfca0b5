/**
 * How a camera is reached: recorded files now.
 *
 * <p>Starting points: {@link vn.ngatu.camera.FileSource}. May depend on {@code vn.ngatu.core}.
 */
@NullMarked
package vn.ngatu.camera;

import org.jspecify.annotations.NullMarked;
