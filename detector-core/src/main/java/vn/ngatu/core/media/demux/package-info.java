/**
 * Packets out of a container or a stream, with their time stamps made sound.
 *
 * <p>Starting points: {@link vn.ngatu.core.media.demux.Demuxer}. Depends on {@code media} alone.
 */
@NullMarked
package vn.ngatu.core.media.demux;

import org.jspecify.annotations.NullMarked;
