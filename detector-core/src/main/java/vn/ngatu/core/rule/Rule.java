package vn.ngatu.core.rule;

import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.ViolationKind;

/**
 * Decides one kind of violation for one road user at a time. Pure and without fields that change: what it must remember is
 * in {@code S}, which the {@link RuleEngine} keeps per track and drops with the track. Called on one thread at a time per
 * camera.
 *
 * @param <S> what the rule remembers of one track
 */
public interface Rule<S> {

    /** What it decides. */
    ViolationKind kind();

    /** The memory of a road user just met. */
    S newState();

    /** What is to be said of {@code track} at the moment {@code scene} shows; {@code Violated} once per act. */
    Verdict step(S state, Track track, SceneView scene);

    /**
     * The last word on a road user that is gone: {@code last} is how it was seen last. {@code Pending} while what comes may
     * still matter: then asked again at the following frames, at latest at the stream's end.
     */
    Verdict end(S state, Track last, SceneView scene);
}
