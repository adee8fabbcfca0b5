/**
 * The command line and the composition of the engine's parts.
 *
 * <p>Starting points: {@link vn.ngatu.api.Main}, {@link vn.ngatu.api.Analysis}. May depend on everything.
 */
@NullMarked
package vn.ngatu.api;

import org.jspecify.annotations.NullMarked;
