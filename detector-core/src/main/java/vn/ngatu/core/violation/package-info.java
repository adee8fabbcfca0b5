/**
 * What leaves the engine when a rule fires.
 *
 * <p>Starting points: {@link vn.ngatu.core.violation.Violation}, {@link vn.ngatu.core.violation.ViolationSink}. May depend on {@code detect}, {@code geom} and {@code time}.
 */
@NullMarked
package vn.ngatu.core.violation;

import org.jspecify.annotations.NullMarked;
