/**
 * A running engine under load: many cameras on one machine.
 *
 * <p>Starting points: {@link vn.ngatu.bench.live.LoadRun}. May depend on every module.
 */
@NullMarked
package vn.ngatu.bench.live;

import org.jspecify.annotations.NullMarked;
