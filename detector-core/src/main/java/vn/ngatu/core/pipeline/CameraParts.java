package vn.ngatu.core.pipeline;

import org.jspecify.annotations.Nullable;
import vn.ngatu.core.evidence.EvidenceRecorder;
import vn.ngatu.core.media.PacketRing;
import vn.ngatu.core.rule.RuleEngine;
import vn.ngatu.core.signal.SignalReader;
import vn.ngatu.core.track.Tracker;

/**
 * What a {@link CameraPipeline} is made of, for one camera. All belong to whoever made them.
 *
 * @param signals reads the lamps; null when the signal states come from elsewhere
 * @param ring keeps the packets that evidence is made of; null without video
 */
public record CameraParts(
        @Nullable PacketRing ring,
        Tracker tracker,
        RuleEngine rules,
        @Nullable SignalReader signals,
        EvidenceRecorder evidence,
        TrackSink trackSink) {}
