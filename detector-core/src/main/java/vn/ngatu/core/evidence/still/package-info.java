/**
 * Pictures for people: a still as JPEG, and its derived copy with marks and a data bar below.
 *
 * <p>Starting points: {@link vn.ngatu.core.evidence.still.StillPainter}. May depend on {@code detect, geom, media, signal} and {@code violation}, on
 * OpenCV and, for text alone, on {@code java.awt}.
 */
@NullMarked
package vn.ngatu.core.evidence.still;

import org.jspecify.annotations.NullMarked;
