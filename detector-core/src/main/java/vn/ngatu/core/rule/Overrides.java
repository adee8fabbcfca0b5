package vn.ngatu.core.rule;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The scene's own values for one rule, each taken at most once; what nobody takes is not a key of the rule. */
final class Overrides {

    private final Map<String, Double> values;
    private final Set<String> known = new HashSet<>();

    Overrides(Map<String, Double> values) {
        this.values = values;
    }

    /** The scene's value for {@code key} in SI units, else {@code preset}. */
    double get(String key, double preset) {
        known.add(key);
        return values.getOrDefault(key, preset);
    }

    /** The keys that the rule has asked for. */
    Set<String> known() {
        return Set.copyOf(known);
    }
}
