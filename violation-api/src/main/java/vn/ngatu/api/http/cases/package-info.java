/**
 * Cases over HTTP: lists, one case, its history, and the work on it.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.cases.CaseHandlers}, {@link vn.ngatu.api.http.cases.ReviewHandlers}. May depend on
 * {@code http.gate}, {@code review} and {@code store}.
 */
@NullMarked
package vn.ngatu.api.http.cases;

import org.jspecify.annotations.NullMarked;
