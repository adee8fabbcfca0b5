/**
 * How right the engine is, measured against exact truth.
 *
 * <p>Starting points: {@link vn.ngatu.bench.accuracy.RuleAccuracy}, {@link vn.ngatu.bench.accuracy.SceneAccuracy}. May depend on everything else of Ngatu.
 */
@NullMarked
package vn.ngatu.bench.accuracy;

import org.jspecify.annotations.NullMarked;
