package vn.ngatu.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.Origins;
import vn.ngatu.api.parts.SceneParts;
import vn.ngatu.api.parts.Scenes;
import vn.ngatu.api.parts.Version;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.evidence.DirectQueue;
import vn.ngatu.core.evidence.EvidenceContext;
import vn.ngatu.core.evidence.EvidenceRecorder;
import vn.ngatu.core.evidence.Manifest;
import vn.ngatu.core.evidence.PictureSize;
import vn.ngatu.core.evidence.ViolationsWriter;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.pipeline.CameraParts;
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
import vn.ngatu.core.signal.SignalsCsv;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.track.TracksCsv;
import vn.ngatu.core.view.ViewGuard;

/**
 * The parts of one analysis and the files they write, put together for one picture size. Closed by its owner, which
 * takes the native memory back; files that were not finished are removed.
 */
final class Assembly implements AutoCloseable {

    // At 8 Mbit/s the ring's 45 seconds take 45 MB; a camera that sends more keeps less.
    private static final long RING_BYTES = 96L << 20;

    private final CameraParts parts;
    private final @Nullable PacketRing ring;
    private final List<String> warnings = new ArrayList<>();
    private final ViolationsWriter violations;
    private final TracksCsv tracks;
    private final @Nullable ExplanationWriter explanations;

    private Assembly(Builder builder) throws IOException, ConfigException {
        Analysis.Request request = builder.request;
        Path folder = builder.folder;
        CalibratedCamera calibrated = Calibrations.of(builder.scene, builder.width, builder.height);
        CameraModel camera = calibrated == null ? null : calibrated.camera();
        noteCalibration(calibrated);
        SceneIndex index = SceneIndex.seenBy(builder.scene, calibrated, builder.width, builder.height);
        SignalReader lamps = lamps(builder);
        SignalTimeline timeline = lamps == null ? timeline(request) : lamps.timeline();
        violations = ViolationsWriter.create(folder.resolve("violations.jsonl"));
        tracks = TracksCsv.create(folder.resolve("tracks.csv"));
        explanations = request.explain() ? ExplanationWriter.create(folder.resolve("explain.jsonl")) : null;
        ring = builder.stream == null
                ? null
                : new PacketRing(builder.stream, EvidenceRecorder.RING_SECONDS, RING_BYTES);
        RuleEngine rules = new RuleEngine(Rules.all(builder.scene), index, timeline, request.start(), explanation -> {
            if (explanations != null) {
                explanations.accept(explanation);
            }
        });
        PictureSize picture = new PictureSize(builder.width, builder.height);
        EvidenceRecorder evidence = new EvidenceRecorder(
                context(builder),
                builder.scene,
                picture,
                ring,
                timeline,
                new DirectQueue(folder.resolve("evidence"), violations, Runnable::run));
        Tracker tracker =
                new Tracker(camera, builder.width, builder.height, SceneParts.tracking(builder.model), index::headings);
        ViewGuard view =
                builder.stream == null ? null : new ViewGuard(Scenes.reference(builder.scene, request.scene()));
        parts = new CameraParts(
                picture, index, tracker, rules, lamps, view, null, evidence, tracks::write, decided -> {});
    }

    /** What an assembly is made for; a holder of arguments. */
    private record Builder(
            Analysis.Request request,
            Scene scene,
            int width,
            int height,
            @Nullable StreamInfo stream,
            @Nullable ModelFolder model,
            Path folder) {}

    /**
     * The parts for pictures of {@code width} x {@code height} pixels, writing into {@code folder}.
     *
     * @param stream the video; null for a table of detections alone, which leaves no pictures and no clip
     * @param model what detects; null when detections come from a table
     */
    static Assembly of(
            Analysis.Request request,
            Scene scene,
            int width,
            int height,
            @Nullable StreamInfo stream,
            @Nullable ModelFolder model,
            Path folder)
            throws IOException, ConfigException {
        return new Assembly(new Builder(request, scene, width, height, stream, model, folder));
    }

    /** What the pipeline runs. */
    CameraParts parts() {
        return parts;
    }

    /** Keeps the packets that evidence is made of; null without video. */
    @Nullable PacketRing ring() {
        return ring;
    }

    /** What a person should know before trusting the result. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Gives the written files their names. */
    void finish() throws IOException {
        violations.finish();
        tracks.finish();
        if (explanations != null) {
            explanations.finish();
        }
    }

    @Override
    public void close() throws IOException {
        try (violations;
                tracks;
                explanations) {
            if (ring != null) {
                ring.close();
            }
        }
    }

    private void noteCalibration(@Nullable CalibratedCamera calibrated) {
        if (calibrated == null) {
            warnings.add("scene: no calibration, so every rule that needs metres on the road is undetermined");
        } else {
            warnings.addAll(calibrated.warnings());
        }
    }

    private static @Nullable SignalReader lamps(Builder builder) {
        boolean read = builder.request.signals() == null
                && builder.stream != null
                && !builder.scene.signals().isEmpty();
        return read ? new LampReader(SceneParts.heads(builder.scene)) : null;
    }

    private static SignalTimeline timeline(Analysis.Request request) throws IOException, ConfigException {
        Path table = request.signals();
        if (table != null) {
            return SignalsCsv.read(table);
        }
        SignalTimeline nothing = new SignalTimeline(SignalSource.LAMPS);
        nothing.complete();
        return nothing;
    }

    private static EvidenceContext context(Builder builder) throws IOException {
        Analysis.Request request = builder.request;
        return new EvidenceContext(
                Analysis.camera(request, builder.scene),
                Origins.scene(builder.scene, request.scene()),
                Origins.rules(builder.scene),
                Origins.model(builder.model),
                new Manifest.Origin("ngatu " + Version.name(), null),
                request.start() == null ? null : given(request.start()),
                builder.scene.timeZone());
    }

    private static StreamClock given(Instant start) {
        return ptsNs -> new WallTime(start.plusNanos(ptsNs), 0, ClockSource.GIVEN);
    }
}
