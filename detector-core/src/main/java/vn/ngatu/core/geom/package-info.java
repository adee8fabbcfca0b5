/**
 * Points, shapes and the camera's geometry; pure values, the only package that knows JTS.
 *
 * <p>Starting points: {@link vn.ngatu.core.geom.CameraModel}, {@link vn.ngatu.core.geom.Footprint}. Depends on nothing else of
 * Ngatu.
 */
@NullMarked
package vn.ngatu.core.geom;

import org.jspecify.annotations.NullMarked;
