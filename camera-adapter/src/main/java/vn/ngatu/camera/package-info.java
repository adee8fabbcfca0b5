/**
 * How a camera is reached and kept running: every stream supervised on a thread of its own, on one time line.
 *
 * <p>Starting points: {@link vn.ngatu.camera.CameraSupervisor}, {@link vn.ngatu.camera.FileSource}. May depend on {@code vn.ngatu.core}.
 */
@NullMarked
package vn.ngatu.camera;

import org.jspecify.annotations.NullMarked;
