/**
 * The ways to reach a camera: one class per protocol, chosen by the address, and whoever else brings a {@link
 * vn.ngatu.camera.source.SourceProvider}.
 *
 * <p>Starting points: {@link vn.ngatu.camera.source.Sources}, {@link vn.ngatu.camera.source.SourceProvider}. May depend on
 * {@code vn.ngatu.camera}, {@code address} and {@code vn.ngatu.core.media}.
 */
@NullMarked
package vn.ngatu.camera.source;

import org.jspecify.annotations.NullMarked;
