package vn.ngatu.core.rule;

import vn.ngatu.core.scene.Scene.ZoneKind;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Standing in a no-parking zone for longer than 300 s (or what the zone says): the law draws no line in minutes between
 * stopping and parking; five minutes is the practice of several authorities.
 */
final class IllegalParkingRule implements Rule<Standing.State> {

    private final Standing standing;

    IllegalParkingRule(Standing.Settings settings) {
        this.standing = new Standing(ViolationKind.ILLEGAL_PARKING, ZoneKind.NO_PARKING, settings);
    }

    static Standing.Settings settings(Rules.Overrides overrides) {
        return Standing.Settings.of(overrides, 300);
    }

    @Override
    public ViolationKind kind() {
        return ViolationKind.ILLEGAL_PARKING;
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
