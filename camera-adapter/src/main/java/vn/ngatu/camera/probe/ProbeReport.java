package vn.ngatu.camera.probe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a camera will do, and what was found.
 *
 * @param pass whether nothing stands against it
 * @param faults what stands against it, one line each
 * @param warnings what costs quality, one line each
 * @param sub the small stream; null when there was none to try
 * @param suggested settings; null for a camera that fails
 */
public record ProbeReport(
        boolean pass,
        List<String> faults,
        List<String> warnings,
        StreamReport main,
        @Nullable StreamReport sub,
        @Nullable Suggestion suggested) {

    /** Keeps copies of the lists. */
    public ProbeReport {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /**
     * Settings that suit the camera.
     *
     * @param detectOn the stream to decode and analyse: {@code main} or {@code sub}
     * @param evidenceOn the stream that clips and stills are taken from
     * @param analysedFps pictures per second to analyse
     * @param cpuShare how much of one core decoding takes
     */
    public record Suggestion(String detectOn, String evidenceOn, double analysedFps, double cpuShare) {}
}
