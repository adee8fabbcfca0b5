/**
 * What the law says, as far as a machine may say it: which provisions may fit an act on its date, and what a number plate
 * can be.
 *
 * <p>Starting points: {@link vn.ngatu.api.law.PlateText}. Pure; depends on nothing else of
 * Ngatu.
 */
@NullMarked
package vn.ngatu.api.law;

import org.jspecify.annotations.NullMarked;
