package vn.ngatu.core.rule;

import vn.ngatu.core.scene.Scene.ZoneKind;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Standing in a no-stopping zone for longer than 20 s (or what the zone says) when nothing forces the vehicle to: the law
 * knows no grace, stills are taken at least 10 s apart, and 20 s leaves out what traffic does anyway.
 */
final class IllegalStoppingRule implements Rule<Standing.State> {

    private final Standing standing;

    IllegalStoppingRule(Standing.Settings settings) {
        this.standing = new Standing(ViolationKind.ILLEGAL_STOPPING, ZoneKind.NO_STOPPING, settings);
    }

    static Standing.Settings settings(Rules.Overrides overrides) {
        return Standing.Settings.of(overrides, 20);
    }

    @Override
    public ViolationKind kind() {
        return ViolationKind.ILLEGAL_STOPPING;
    }

    @Override
    public Standing.State newState() {
        return new Standing.State();
    }

    @Override
    public Verdict step(Standing.State state, Track track, SceneView scene) {
        return standing.step(state, track, scene);
    }

    @Override
    public Verdict end(Standing.State state, Track last, SceneView scene) {
        return standing.end(state, last, scene);
    }
}
