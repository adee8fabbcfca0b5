/**
 * Recorded clips made ready to be sent as RTP: their pictures, cut into payloads as each codec wants it.
 *
 * <p>Starting points: {@link vn.ngatu.camera.player.media.MediaFile}, {@link vn.ngatu.camera.player.media.Packetizer}. May
 * depend on {@code vn.ngatu.camera} and {@code vn.ngatu.core.media}.
 */
@NullMarked
package vn.ngatu.camera.player.media;

import org.jspecify.annotations.NullMarked;
