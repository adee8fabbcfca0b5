/**
 * The way of every request: who asks, whether they may, what they ask for, and the answer on record.
 *
 * <p>Starting points: {@link vn.ngatu.api.http.gate.Gate}, {@link vn.ngatu.api.http.gate.Handler}. May depend on Armeria,
 * {@code security}, {@code http.problem} and the store's audit log.
 */
@NullMarked
package vn.ngatu.api.http.gate;

import org.jspecify.annotations.NullMarked;
