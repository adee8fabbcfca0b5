/**
 * The decisions: one final class per kind of violation, and the engine that keeps their state.
 *
 * <p>Starting points: {@link vn.ngatu.core.rule.Rules}, {@link vn.ngatu.core.rule.RuleEngine},
 * {@link vn.ngatu.core.rule.RedLightRule}. Pure: no clock, no I/O. May depend on {@code detect}, {@code geom},
 * {@code scene}, {@code signal}, {@code track} and {@code violation}.
 */
@NullMarked
package vn.ngatu.core.rule;

import org.jspecify.annotations.NullMarked;
