/**
 * What a camera view means: the scene file and its geometry on the road.
 *
 * <p>Starting points: {@link vn.ngatu.core.scene.Scene}. May depend on {@code detect}, {@code geom}, {@code signal} and
 * {@code track}.
 */
@NullMarked
package vn.ngatu.core.scene;

import org.jspecify.annotations.NullMarked;
