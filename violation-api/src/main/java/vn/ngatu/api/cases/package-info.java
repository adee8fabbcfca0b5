/**
 * Cases in the store: looking at them and working on them.
 *
 * <p>Starting points: {@link vn.ngatu.api.cases.Cases} shows them, {@link vn.ngatu.api.cases.Desk} is where people work on
 * them, {@link vn.ngatu.api.cases.CaseChanges} tells of changes. May depend on {@code store}, {@code review} and {@code
 * law}.
 */
@NullMarked
package vn.ngatu.api.cases;

import org.jspecify.annotations.NullMarked;
