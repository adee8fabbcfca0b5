/**
 * What a camera view means: the scene file and its geometry on the road.
 *
 * <p>Starting points: {@link vn.ngatu.core.scene.Scene}, {@link vn.ngatu.core.scene.SceneFile}, {@link
 * vn.ngatu.core.scene.Calibrations}. May depend on {@code config}, {@code detect}, {@code geom}, {@code signal} and
 * {@code track}.
 */
@NullMarked
package vn.ngatu.core.scene;

import org.jspecify.annotations.NullMarked;
