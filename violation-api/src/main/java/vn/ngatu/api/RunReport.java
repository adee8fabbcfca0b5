package vn.ngatu.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.Version;
import vn.ngatu.core.evidence.Manifest.Origin;
import vn.ngatu.core.pipeline.PipelineStats;

/**
 * What {@code run.json} tells of one analysis.
 *
 * @param frames frames of the clip
 * @param framesAnalysed frames that were looked at
 * @param framesLost frames that damage took away
 * @param droppedFrames frames that the engine was too slow for; an analysis of a file never drops any
 * @param longestGap the longest time without a sound frame because of damage, seconds
 * @param seconds length of the clip in presentation time
 * @param wallSeconds how long the analysis took
 * @param cpuSeconds CPU time of the analysing thread
 * @param stageCpuSeconds the same by stage
 * @param violations counts by kind
 * @param model the detection model; null when detections came from a table
 * @param scene the scene
 * @param warnings what a person should know before trusting the result
 */
record RunReport(
        String version,
        long frames,
        long framesAnalysed,
        long framesLost,
        long droppedFrames,
        double longestGap,
        double seconds,
        double wallSeconds,
        double cpuSeconds,
        Map<String, Double> stageCpuSeconds,
        Map<String, Integer> violations,
        @Nullable Origin model,
        Origin scene,
        List<String> warnings) {

    /** Seconds by which a clip may end before the stated length; the last frame's own duration is part of it. */
    private static final double CUT_OFF = 1;

    static RunReport of(PipelineStats stats, RunTimer timer, Origin model, Origin scene, List<String> warnings) {
        Map<String, Double> stages = new LinkedHashMap<>();
        stats.cpuSeconds().forEach((stage, seconds) -> stages.put(stage.label(), milliseconds(seconds)));
        Map<String, Integer> violations = new LinkedHashMap<>();
        stats.violations().forEach((kind, count) -> violations.put(kind.label(), count));
        return new RunReport(
                Version.name(),
                stats.frames(),
                stats.analysedFrames(),
                stats.lostFrames(),
                0,
                milliseconds(stats.longestGap()),
                milliseconds(stats.seconds()),
                milliseconds(timer.wallSeconds()),
                milliseconds(timer.cpuSeconds()),
                stages,
                violations,
                model.id() == null ? null : model,
                scene,
                List.copyOf(warnings));
    }

    /**
     * What went wrong on the way without ending the run.
     *
     * @param stated the clip's length as its container tells it, seconds; 0 when unknown
     */
    static List<String> warnings(PipelineStats stats, double stated) {
        List<String> warnings = new ArrayList<>();
        if (stats.lostFrames() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "video: damaged frames left out: %d, the longest gap is %.2f s",
                    stats.lostFrames(),
                    stats.longestGap()));
        }
        if (stated - stats.seconds() > CUT_OFF) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "video: ends at %.1f s (expected: %.1f s, as it states itself); the rest is cut off and was not seen",
                    stats.seconds(),
                    stated));
        }
        if (stats.timeRepairs() > 0) {
            warnings.add("video: " + stats.timeRepairs() + " time stamps are missing or do not increase; repaired");
        }
        if (stats.viewLostSeconds() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "view: the camera looked elsewhere than its scene says for %.0f s of the clip; nothing was decided then"
                            + " (%d violations taken back)",
                    stats.viewLostSeconds(),
                    stats.withdrawn()));
        }
        if (stats.ruleFaults() > 0) {
            warnings.add("rules: failed " + stats.ruleFaults() + " times; those verdicts are undetermined");
        }
        return warnings;
    }

    private static double milliseconds(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    void write(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, mapper.writeValueAsString(this) + "\n");
    }

    /** One line for a person. */
    @JsonIgnore
    String summary() {
        String found = violations.isEmpty() ? "no violations" : violations.toString();
        double speed = wallSeconds > 0 ? seconds / wallSeconds : 0;
        return String.format(
                Locale.ROOT,
                "%s in %.1f s of video, %d of %d frames analysed in %.1f s (%.1fx real time)",
                found,
                seconds,
                framesAnalysed,
                frames,
                wallSeconds,
                speed);
    }
}
