/**
 * Files and names that commands and the engine share: scenes, models, versions, hashes of origins.
 *
 * <p>Starting points: {@link vn.ngatu.api.parts.Scenes}, {@link vn.ngatu.api.parts.Models}. May depend on the core alone.
 */
@NullMarked
package vn.ngatu.api.parts;

import org.jspecify.annotations.NullMarked;
