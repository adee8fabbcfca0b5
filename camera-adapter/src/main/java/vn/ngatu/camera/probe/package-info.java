/**
 * The camera probe: connects as the engine would, measures what comes, and says whether it will do.
 *
 * <p>Starting points: {@link vn.ngatu.camera.probe.CameraProbe}. May depend on {@code vn.ngatu.camera} and {@code
 * vn.ngatu.core.media}.
 */
@NullMarked
package vn.ngatu.camera.probe;

import org.jspecify.annotations.NullMarked;
