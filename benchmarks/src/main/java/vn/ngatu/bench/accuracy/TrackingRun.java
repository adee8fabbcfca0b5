package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.DetectionTable;
import vn.ngatu.core.detect.DetectionsCsv;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.CalibratedCamera;
import vn.ngatu.core.scene.Calibrations;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.track.TrackerSettings;
import vn.ngatu.core.track.TracksCsv;

/**
 * The tracker's way through one scenario's detections, scored.
 *
 * @param ground null where the tracker knew no road
 * @param millis mean time of one update, milliseconds
 */
record TrackingRun(
        SimScenario scenario, TrackingScore score, @Nullable GroundScore ground, double millis) {

    // What a road user must show to be asked for, as the published scorer has it.
    private static final double MIN_VISIBLE = 0.25;
    private static final double MIN_SIDE = 14;
    private static final double MAX_CUT_OFF = 0.5;

    /** Tracks {@code scenario}, by its calibration or, if not {@code onRoad}, in the picture alone. */
    static TrackingRun of(SimScenario scenario, boolean onRoad, @Nullable Path tracksCsv)
            throws IOException, ConfigException {
        Scene scene = SceneFile.load(scenario.folder().resolve("scene.yaml"), Rules.keys());
        CalibratedCamera calibrated = Calibrations.of(scene, scenario.width(), scenario.height());
        CameraModel camera = onRoad && calibrated != null ? calibrated.camera() : null;
        SceneIndex index = SceneIndex.of(scene, camera, scenario.width(), scenario.height());
        DetectionTable detections = DetectionsCsv.read(scenario.folder().resolve("detections.csv"), true);
        Tracker tracker =
                new Tracker(camera, scenario.width(), scenario.height(), TrackerSettings.defaults(), index::headings);
        List<List<Track>> frames = new ArrayList<>();
        long nanos = 0;
        for (int frame = 0; frame < scenario.frames(); frame++) {
            long start = System.nanoTime();
            frames.add(tracker.update(frame / scenario.fps(), detections.at(frame)));
            nanos += System.nanoTime() - start;
        }
        if (tracksCsv != null) {
            write(frames, tracksCsv);
        }
        return scored(scenario, frames, camera != null, nanos / 1e6 / Math.max(1, frames.size()));
    }

    /** Scores the tracks on which the rules of {@code run} worked; its time is not known. */
    static TrackingRun of(RuleRun run) {
        return scored(run.scenario(), run.frames(), true, Double.NaN);
    }

    private static TrackingRun scored(SimScenario scenario, List<List<Track>> frames, boolean onRoad, double millis) {
        List<List<SimScenario.Seen>> seen = new ArrayList<>();
        TrackingScore score = TrackingScore.of(view(scenario, frames, seen));
        return new TrackingRun(scenario, score, onRoad ? ground(score, frames, seen) : null, millis);
    }

    private static List<TrackingFrame> view(
            SimScenario scenario, List<List<Track>> frames, List<List<SimScenario.Seen>> seen) {
        List<List<TrackingFrame.Truth>> truths = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            truths.add(new ArrayList<>());
            seen.add(new ArrayList<>());
        }
        scenario.vehicles()
                .forEach((id, rows) -> rows.headMap(frames.size()).forEach((frame, row) -> {
                    truths.get(frame).add(new TrackingFrame.Truth(id, row.box(), asked(row)));
                    seen.get(frame).add(row);
                }));
        List<TrackingFrame> views = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            views.add(new TrackingFrame(
                    truths.get(i),
                    frames.get(i).stream()
                            .map(track -> new TrackingFrame.Guess(track.id(), track.box()))
                            .toList()));
        }
        return views;
    }

    private static boolean asked(SimScenario.Seen row) {
        return row.visibility() >= MIN_VISIBLE
                && Math.min(row.box().width(), row.box().height()) >= MIN_SIDE
                && row.truncation() <= MAX_CUT_OFF
                && row.objectClass() != ObjectClass.PEDESTRIAN;
    }

    private static GroundScore ground(
            TrackingScore score, List<List<Track>> frames, List<List<SimScenario.Seen>> seen) {
        List<GroundScore.Sample> samples = new ArrayList<>();
        for (TrackingScore.Match match : score.matches()) {
            SimScenario.Seen truth = seen.get(match.frame()).get(match.truth());
            Footprint footprint = frames.get(match.frame()).get(match.guess()).footprint();
            if (footprint != null && match.overlap() >= 0.5 && truth.truncation() < 0.02 && truth.visibility() > 0.7) {
                samples.add(new GroundScore.Sample(footprint.centre().minus(truth.centre()), truth.heading()));
            }
        }
        return GroundScore.of(samples);
    }

    private static void write(List<List<Track>> frames, Path file) throws IOException {
        try (TracksCsv csv = TracksCsv.create(file)) {
            for (int frame = 0; frame < frames.size(); frame++) {
                csv.write(frame, frames.get(frame));
            }
            csv.finish();
        }
    }
}
