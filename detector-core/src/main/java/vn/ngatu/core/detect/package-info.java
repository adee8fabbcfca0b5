/**
 * What a detector sees in a frame.
 *
 * <p>Starting points: {@link vn.ngatu.core.detect.Detection}, {@link vn.ngatu.core.detect.ModelFolder}, {@link vn.ngatu.core.detect.DetectionsCsv}. May depend on {@code config}, {@code geom} and {@code media}.
 */
@NullMarked
package vn.ngatu.core.detect;

import org.jspecify.annotations.NullMarked;
