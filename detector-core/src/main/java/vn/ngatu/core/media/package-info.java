/**
 * Video in and out: packets, the ring that keeps them, decoding, scaling into tensors, stills and clips; FFmpeg's C API
 * through the bytedeco presets.
 *
 * <p>Starting points: {@link vn.ngatu.core.media.PacketSource}, {@link vn.ngatu.core.media.VideoDecoder}, {@link
 * vn.ngatu.core.media.PacketRing}. Depends on {@code geom} alone. Who owns and closes what is told in {@code
 * detector-core/docs/native-memory.md}.
 */
@NullMarked
package vn.ngatu.core.media;

import org.jspecify.annotations.NullMarked;
