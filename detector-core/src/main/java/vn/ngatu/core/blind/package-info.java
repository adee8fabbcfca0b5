/**
 * When cameras and rules were not watching, and why: so that "no violations" means something.
 *
 * <p>Starting points: {@link vn.ngatu.core.blind.BlindLedger}, {@link vn.ngatu.core.blind.BlindWatch}. Depends on nothing
 * else of Ngatu; times come as arguments.
 */
@NullMarked
package vn.ngatu.core.blind;

import org.jspecify.annotations.NullMarked;
