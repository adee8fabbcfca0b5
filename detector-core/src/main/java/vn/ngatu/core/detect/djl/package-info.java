/**
 * Detection through DJL's PyTorch engine; the only package that knows {@code ai.djl}.
 *
 * <p>Starting points: {@link vn.ngatu.core.detect.djl.DjlDetector}. May depend on {@code detect} and {@code media}; NDArrays
 * never leave it.
 */
@NullMarked
package vn.ngatu.core.detect.djl;

import org.jspecify.annotations.NullMarked;
