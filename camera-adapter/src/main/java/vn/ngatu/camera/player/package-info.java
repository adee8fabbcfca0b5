/**
 * The RTSP player: serves recorded files as cameras on this machine, for demonstrations and, with faults switched on, for
 * tests. Netty is imported here only.
 *
 * <p>Starting points: {@link vn.ngatu.camera.player.RtspPlayer}. May depend on {@code vn.ngatu.camera} and {@code
 * vn.ngatu.core.media}.
 */
@NullMarked
package vn.ngatu.camera.player;

import org.jspecify.annotations.NullMarked;
