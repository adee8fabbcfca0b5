package vn.ngatu.camera.time;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.time.ClockSource;

/**
 * How far a stream's wall time can be trusted now.
 *
 * @param source who tells it
 * @param error how far it may be off, in seconds
 * @param skew the camera's clock less this machine's, in seconds; null without sender reports
 * @param note what is wrong with the camera's clock, in one line; null when nothing is
 */
public record ClockReport(
        ClockSource source,
        double error,
        @Nullable Double skew,
        @Nullable String note) {}
