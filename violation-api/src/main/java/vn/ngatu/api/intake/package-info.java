/**
 * How violations come into the store: each line of a {@code violations.jsonl} whose evidence package is whole becomes a
 * case, once; a damaged one is set aside and told.
 *
 * <p>Starting points: {@link vn.ngatu.api.intake.Intake}, {@link vn.ngatu.api.intake.IntakeWatch}. May depend on {@code
 * cases}, {@code store}, {@code review} and {@code core.evidence}.
 */
@NullMarked
package vn.ngatu.api.intake;

import org.jspecify.annotations.NullMarked;
