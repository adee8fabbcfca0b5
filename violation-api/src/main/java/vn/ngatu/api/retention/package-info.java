/**
 * How long evidence is kept: a rule for each class of data, legal holds, and certificates of what was deleted.
 *
 * <p>Starting points: {@link vn.ngatu.api.retention.RetentionPolicy} (pure), {@link vn.ngatu.api.retention.Retention} (does
 * it), {@link vn.ngatu.api.retention.Holds}. May depend on {@code cases}, {@code review} and {@code store}.
 */
@NullMarked
package vn.ngatu.api.retention;

import org.jspecify.annotations.NullMarked;
