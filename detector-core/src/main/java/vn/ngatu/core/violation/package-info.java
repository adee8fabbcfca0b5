/**
 * What leaves the engine when a rule fires.
 *
 * <p>Starting points: {@link vn.ngatu.core.violation.Violation}, {@link vn.ngatu.core.violation.ViolationSink}. May depend on {@code detect} and {@code geom}.
 */
@NullMarked
package vn.ngatu.core.violation;

import org.jspecify.annotations.NullMarked;
