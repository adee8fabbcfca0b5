/**
 * JMH benchmarks of the frame path and of each of its stages, on a clip that they generate.
 *
 * <p>Starting points: {@link vn.ngatu.bench.speed.FramePathBenchmark}. May depend on everything.
 */
@NullMarked
package vn.ngatu.bench.speed;

import org.jspecify.annotations.NullMarked;
