/**
 * The data path of one camera, from packets to violations.
 *
 * <p>Starting points: {@link vn.ngatu.core.pipeline.CameraPipeline}. May depend on every package of the core; none depends on
 * it.
 */
@NullMarked
package vn.ngatu.core.pipeline;

import org.jspecify.annotations.NullMarked;
