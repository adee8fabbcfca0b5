package vn.ngatu.core.rule;

import java.util.List;
import java.util.Map;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.violation.ViolationKind;

/** All rules there are, in the order in which they are asked. */
public final class Rules {

    private Rules() {}

    /** Every rule, with the scene's own thresholds where it gives some. */
    public static List<Rule<?>> all(Scene scene) {
        return List.of(new RedLightRule(RedLightRule.Settings.of(overrides(scene, ViolationKind.RED_LIGHT))));
    }

    private static Overrides overrides(Scene scene, ViolationKind kind) {
        return new Overrides(scene.rules().getOrDefault(kind.label(), Map.of()));
    }
}
