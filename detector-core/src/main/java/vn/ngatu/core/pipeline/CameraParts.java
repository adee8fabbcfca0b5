package vn.ngatu.core.pipeline;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.evidence.EvidenceRecorder;
import vn.ngatu.core.evidence.PictureSize;
import vn.ngatu.core.rule.RuleEngine;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.signal.SignalReader;
import vn.ngatu.core.track.Tracker;
import vn.ngatu.core.view.ViewGuard;
import vn.ngatu.core.violation.Violation;

/**
 * What a {@link FrameAnalysis} is made of, for one camera. All belong to whoever made them.
 *
 * @param picture the size of the pictures that boxes are told in
 * @param signals reads the lamps; null when the signal states come from elsewhere
 * @param view watches where the camera looks; null without pictures
 * @param clock what wall times are trusted; null where decisions do not depend on wall time
 * @param decided hears of each violation as soon as it is decided, before its evidence is made
 */
public record CameraParts(
        PictureSize picture,
        SceneIndex scene,
        Tracker tracker,
        RuleEngine rules,
        @Nullable SignalReader signals,
        @Nullable ViewGuard view,
        @Nullable ClockLimit clock,
        EvidenceRecorder evidence,
        TrackSink trackSink,
        Consumer<Violation> decided) {}
