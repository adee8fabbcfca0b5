package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.DetectionsCsv;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.rule.Explanation;
import vn.ngatu.core.rule.RuleEngine;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.CalibratedCamera;
import vn.ngatu.core.scene.Calibrations;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.signal.SignalsCsv;
import vn.ngatu.core.track.HeadingPrior;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.track.TrackerSettings;
import vn.ngatu.core.violation.Violation;

/**
 * What the engine makes of one scenario: its tracks, violations and explanations.
 *
 * @param boxes by track and frame, predicted ones too, as {@code tracks.csv} has them
 * @param frames the tracks of each frame; empty where they are known by their boxes alone
 */
record RuleRun(
        SimScenario scenario,
        List<Violation> violations,
        List<Explanation> explanations,
        Map<Integer, TreeMap<Integer, Box>> boxes,
        List<List<Track>> frames) {

    /** The share of a road user beyond the picture's edge from which on it is not in the picture. */
    static final double CUT_OFF = 0.8;

    /** Where the rules get their tracks from. */
    enum Source {
        /** The simulation's own road users: a perfect detector, tracker and calibration. */
        TRUTH,
        /** The tracker on the simulation's own boxes: a perfect detector. */
        BOXES,
        /** The tracker on the simulated detections under the true pose: a perfect calibration. */
        POSE,
        /** The tracker on the simulated detections. */
        TRACKER
    }

    /** An error put into the camera's pose: radians down, factors of focal length and height. */
    record Error(double pitch, double focal, double height) {
        static final Error NONE = new Error(0, 1, 1);
    }

    static RuleRun of(SimScenario scenario, Source source, Error error) throws IOException, ConfigException {
        Scene scene = SceneFile.load(scenario.folder().resolve("scene.yaml"), Rules.keys());
        CalibratedCamera calibrated = camera(scenario, scene, source, error);
        CameraModel camera = calibrated.camera();
        SceneIndex index = SceneIndex.seenBy(scene, calibrated, scenario.width(), scenario.height());
        SignalTimeline signals = SignalsCsv.read(scenario.folder().resolve("signals.csv"));
        List<Explanation> explanations = new ArrayList<>();
        RuleEngine engine = new RuleEngine(Rules.all(scene), index, signals, null, explanations::add);
        Map<Integer, TreeMap<Integer, Box>> boxes = new HashMap<>();
        List<List<Track>> frames = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        Tracks from = source == Source.TRUTH ? truth(scenario) : tracker(scenario, source, camera, index);
        for (int frame = 0; frame < scenario.frames(); frame++) {
            double time = frame / scenario.fps();
            List<Track> seen = from.at(frame, time);
            for (Track track : seen) {
                boxes.computeIfAbsent(track.id(), id -> new TreeMap<>()).put(frame, track.box());
            }
            frames.add(seen);
            violations.addAll(engine.step(time, seen, from.removed(), 0));
        }
        violations.addAll(engine.finish(scenario.seconds()));
        return new RuleRun(scenario, violations, explanations, boxes, frames);
    }

    private interface Tracks {
        List<Track> at(int frame, double time);

        /** Those that the last {@link #at} gave up. */
        List<Integer> removed();
    }

    private static CalibratedCamera camera(SimScenario scenario, Scene scene, Source source, Error error) {
        CalibratedCamera calibrated = Calibrations.of(scene, scenario.width(), scenario.height());
        if (calibrated == null) {
            throw new IllegalStateException(scenario.folder() + ": no calibration (expected: one)");
        }
        boolean byPose = scene.calibration() != null && scene.calibration().camera() != null;
        if ((source == Source.TRUTH || source == Source.POSE) && byPose) {
            var c = scenario.truth().get("camera");
            Scene.CameraPose pose = new Scene.CameraPose(
                    c.get("height").asDouble(),
                    Math.toRadians(c.get("pitch").asDouble()),
                    Math.toRadians(c.get("roll").asDouble()),
                    c.get("focal").asDouble());
            return posed(scenario, pose, calibrated);
        }
        if (error.equals(Error.NONE)) {
            return calibrated;
        }
        Scene.CameraPose given = calibrated.pose();
        Scene.CameraPose pose = new Scene.CameraPose(
                given.height() * error.height, given.pitch() + error.pitch, given.roll(), given.focal() * error.focal);
        return posed(scenario, pose, calibrated);
    }

    // A camera in `pose` that is trusted as far as `calibrated`; the ground's axes are then its own.
    private static CalibratedCamera posed(SimScenario scenario, Scene.CameraPose pose, CalibratedCamera calibrated) {
        CameraModel camera = CameraModel.ofPose(
                pose.height(), pose.pitch(), pose.roll(), pose.focal(), scenario.width(), scenario.height());
        return new CalibratedCamera(
                camera,
                pose,
                new Point(0, 0),
                Math.PI / 2,
                calibrated.residuals(),
                calibrated.errors(),
                calibrated.warnings());
    }

    private static Tracks tracker(SimScenario scenario, Source source, CameraModel camera, SceneIndex index)
            throws ConfigException {
        IntFunction<List<Detection>> detections = source == Source.BOXES
                ? exactBoxes(scenario)::get
                : DetectionsCsv.read(scenario.folder().resolve("detections.csv"), true)::at;
        HeadingPrior headings = index::headings;
        Tracker tracker =
                new Tracker(camera, scenario.width(), scenario.height(), TrackerSettings.defaults(), headings);
        return new Tracks() {
            @Override
            public List<Track> at(int frame, double time) {
                return tracker.update(time, detections.apply(frame));
            }

            @Override
            public List<Integer> removed() {
                return tracker.removed();
            }
        };
    }

    // The boxes of all that a perfect detector sees: nobody that is hidden or cut off for the most part, nor tiny.
    private static List<List<Detection>> exactBoxes(SimScenario scenario) {
        List<List<Detection>> frames = new ArrayList<>();
        for (int i = 0; i < scenario.frames(); i++) {
            frames.add(new ArrayList<>());
        }
        scenario.vehicles()
                .values()
                .forEach(rows -> rows.headMap(frames.size()).forEach((frame, row) -> {
                    boolean seen = row.visibility() >= 0.3 && row.truncation() < CUT_OFF;
                    if (seen && Math.min(row.box().width(), row.box().height()) >= 8) {
                        frames.get(frame).add(new Detection(row.box(), 0.9, row.objectClass()));
                    }
                }));
        return frames;
    }

    private static Tracks truth(SimScenario scenario) {
        List<List<Track>> frames = new ArrayList<>();
        for (int i = 0; i < scenario.frames(); i++) {
            frames.add(new ArrayList<>());
        }
        scenario.vehicles().forEach((id, rows) -> {
            double first = rows.firstKey() / scenario.fps();
            rows.forEach((frame, row) -> {
                if (frame < frames.size() && row.truncation() < CUT_OFF) {
                    frames.get(frame)
                            .add(track(
                                    id,
                                    row,
                                    frame / scenario.fps(),
                                    first,
                                    scenario.sizes().get(id)));
                }
            });
        });
        return new Tracks() {
            private List<Integer> gone = List.of();

            @Override
            public List<Track> at(int frame, double time) {
                gone = scenario.vehicles().entrySet().stream()
                        .filter(vehicle -> vehicle.getValue().lastKey() == frame - 1)
                        .map(Map.Entry::getKey)
                        .toList();
                return frames.get(frame);
            }

            @Override
            public List<Integer> removed() {
                return gone;
            }
        };
    }

    private static Track track(int id, SimScenario.Seen row, double time, double first, @Nullable Point size) {
        double length = size == null ? 4 : size.x();
        double width = size == null ? 1.8 : size.y();
        Footprint footprint = new Footprint(row.centre(), row.heading().angle(), length, width, 0.05, 0.05);
        return new Track(
                id,
                row.objectClass(),
                time,
                row.box(),
                1,
                true,
                first,
                time,
                footprint,
                row.heading().times(row.speed()),
                false,
                Double.NEGATIVE_INFINITY);
    }
}
