package vn.ngatu.api.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.Origins;
import vn.ngatu.api.parts.SceneParts;
import vn.ngatu.api.parts.Scenes;
import vn.ngatu.api.parts.Version;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.evidence.EvidenceContext;
import vn.ngatu.core.evidence.EvidenceDesk;
import vn.ngatu.core.evidence.EvidenceRecorder;
import vn.ngatu.core.evidence.Manifest;
import vn.ngatu.core.evidence.PictureSize;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.media.Recording;
import vn.ngatu.core.pipeline.CameraParts;
import vn.ngatu.core.pipeline.ClockLimit;
import vn.ngatu.core.pipeline.PartsFactory;
import vn.ngatu.core.rule.RuleEngine;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.CalibratedCamera;
import vn.ngatu.core.scene.Calibrations;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.LampReader;
import vn.ngatu.core.signal.SignalReader;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.view.GreyPicture;
import vn.ngatu.core.view.ViewGuard;
import vn.ngatu.core.violation.Violation;

/** Puts the analysis of one camera of a running engine together, as often as it must begin anew. Immutable. */
final class CameraAssembly implements PartsFactory {

    private final EngineConfig.Camera camera;
    private final Scene scene;
    private final @Nullable GreyPicture reference;
    private final ModelFolder model;
    private final double blockedFrom;
    private final StreamClock clock;
    private final Recording recording;
    private final EvidenceDesk desk;
    private final Consumer<Violation> decided;
    private final Manifest.Origin origin;

    /**
     * Of a camera whose scene file has no faults.
     *
     * @param blockedFrom the error of the wall time, in seconds, from which on nothing is decided
     * @param clock the detect stream's
     * @param recording what evidence is made of, on the detect stream's time line
     */
    CameraAssembly(
            EngineConfig.Camera camera,
            ModelFolder model,
            double blockedFrom,
            StreamClock clock,
            Recording recording,
            EvidenceDesk desk,
            Consumer<Violation> decided)
            throws ConfigException, IOException {
        this.camera = camera;
        this.scene = Scenes.load(camera.scene());
        this.reference = Scenes.reference(scene, camera.scene());
        this.origin = Origins.scene(scene, camera.scene());
        this.model = model;
        this.blockedFrom = blockedFrom;
        this.clock = clock;
        this.recording = recording;
        this.desk = desk;
        this.decided = decided;
    }

    /** What the camera sees. */
    Scene scene() {
        return scene;
    }

    @Override
    public CameraParts parts(PictureSize picture) {
        CalibratedCamera calibrated = Calibrations.of(scene, picture.width(), picture.height());
        CameraModel view = calibrated == null ? null : calibrated.camera();
        SceneIndex index = SceneIndex.seenBy(scene, calibrated, picture.width(), picture.height());
        SignalReader lamps = scene.signals().isEmpty() ? null : new LampReader(SceneParts.heads(scene));
        SignalTimeline signals = lamps == null ? nothing() : lamps.timeline();
        RuleEngine rules = new RuleEngine(Rules.all(scene), index, clock, signals, explanation -> {});
        Tracker tracker =
                new Tracker(view, picture.width(), picture.height(), SceneParts.tracking(model), index::headings);
        EvidenceRecorder evidence = new EvidenceRecorder(context(), scene, picture, recording, signals, desk);
        return new CameraParts(
                picture,
                index,
                tracker,
                rules,
                lamps,
                new ViewGuard(reference),
                new ClockLimit(clock, blockedFrom),
                evidence,
                (frame, tracks) -> {},
                decided);
    }

    private static SignalTimeline nothing() {
        SignalTimeline nothing = new SignalTimeline(SignalSource.LAMPS);
        nothing.complete();
        return nothing;
    }

    private EvidenceContext context() {
        return new EvidenceContext(
                camera.id(),
                origin,
                Origins.rules(scene),
                Origins.model(model),
                new Manifest.Origin("ngatu " + Version.name(), null),
                clock,
                scene.timeZone());
    }

    /** The file that says what the camera sees. */
    Path file() {
        return camera.scene();
    }
}
