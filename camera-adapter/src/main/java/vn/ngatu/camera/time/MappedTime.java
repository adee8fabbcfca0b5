package vn.ngatu.camera.time;

import vn.ngatu.core.time.ClockSource;

/**
 * A moment of one stream told on another stream's time line.
 *
 * @param ptsNs the moment on the other stream's line, in nanoseconds
 * @param error how far it may be off either way, in seconds
 * @param source what ties the two lines together: the camera's sender reports, or arrival on this machine
 */
public record MappedTime(long ptsNs, double error, ClockSource source) {}
