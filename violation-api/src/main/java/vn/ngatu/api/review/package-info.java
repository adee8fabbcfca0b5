/**
 * The words and rules of review: what a case is, whose turn it is, who must look again, what is due when.
 *
 * <p>Starting points: {@link vn.ngatu.api.review.Case}, {@link vn.ngatu.api.review.Course} (how a case goes on after a
 * decision), {@link vn.ngatu.api.review.ReviewPolicy} (the numbers). Pure: time is an argument and nothing is read or
 * written. May depend on {@code law}; {@code cases} applies it.
 */
@NullMarked
package vn.ngatu.api.review;

import org.jspecify.annotations.NullMarked;
