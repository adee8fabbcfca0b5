package vn.ngatu.core.rule;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.violation.ViolationKind;

/** All rules there are, in the order in which they are asked. */
public final class Rules {

    private static final double STEPS = 1000;

    private Rules() {}

    /** Every rule, with the scene's own thresholds where it gives some. */
    public static List<Rule<?>> all(Scene scene) {
        return all(overrides(scene.rules()));
    }

    /** The keys that a scene's {@code rules:} may hold and what they are measured in, by kind. */
    public static Map<String, Map<String, Unit>> keys() {
        Map<ViolationKind, Overrides> asked = overrides(Map.of());
        all(asked);
        Map<String, Map<String, Unit>> keys = new LinkedHashMap<>();
        asked.forEach((kind, overrides) -> keys.put(kind.label(), overrides.units));
        return keys;
    }

    private static List<Rule<?>> all(Map<ViolationKind, Overrides> values) {
        return List.of(
                new RedLightRule(RedLightRule.Settings.of(of(values, ViolationKind.RED_LIGHT))),
                new IllegalStoppingRule(IllegalStoppingRule.settings(of(values, ViolationKind.ILLEGAL_STOPPING))),
                new IllegalParkingRule(IllegalParkingRule.settings(of(values, ViolationKind.ILLEGAL_PARKING))),
                new WrongLaneRule(WrongLaneRule.Settings.of(of(values, ViolationKind.WRONG_LANE))),
                new ProhibitedOvertakingRule(
                        ProhibitedOvertakingRule.Settings.of(of(values, ViolationKind.PROHIBITED_OVERTAKING))),
                new WrongWayRule(WrongWayRule.Settings.of(of(values, ViolationKind.WRONG_WAY))),
                new SolidLineRule(SolidLineRule.Settings.of(of(values, ViolationKind.SOLID_LINE))));
    }

    private static Overrides of(Map<ViolationKind, Overrides> values, ViolationKind kind) {
        return Objects.requireNonNull(values.get(kind));
    }

    private static Map<ViolationKind, Overrides> overrides(Map<String, Map<String, Double>> given) {
        Map<ViolationKind, Overrides> values = new EnumMap<>(ViolationKind.class);
        for (ViolationKind kind : ViolationKind.values()) {
            values.put(kind, new Overrides(given.getOrDefault(kind.label(), Map.of())));
        }
        return values;
    }

    /**
     * The probability that every one of several margins, given in sigmas, is truly positive, if their errors are normal and
     * independent; kept within 0.5..0.99 because the errors are never quite normal.
     */
    static double certainty(double... sigmas) {
        double all = 1;
        for (double z : sigmas) {
            all *= normal(z);
        }
        return Math.round(Math.max(0.5, Math.min(0.99, all)) * STEPS) / STEPS;
    }

    // Zelen and Severo's approximation of the normal distribution (Abramowitz and Stegun 26.2.17), error under 1e-7.
    private static double normal(double z) {
        if (z < 0) {
            return 1 - normal(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * poly;
    }

    /** The scene's own values for one rule; remembers what it was asked for, so that the known keys follow from the code. */
    static final class Overrides {
        private final Map<String, Double> values;
        private final SortedMap<String, Unit> units = new TreeMap<>();

        Overrides(Map<String, Double> values) {
            this.values = values;
        }

        double seconds(String key, double preset) {
            return get(key, preset, Unit.SECONDS);
        }

        double metres(String key, double preset) {
            return get(key, preset, Unit.METRES);
        }

        double speed(String key, double preset) {
            return get(key, preset, Unit.METRES_PER_SECOND);
        }

        double radians(String key, double preset) {
            return get(key, preset, Unit.RADIANS);
        }

        double share(String key, double preset) {
            return get(key, preset, Unit.NUMBER);
        }

        private double get(String key, double preset, Unit unit) {
            units.put(key, unit);
            return values.getOrDefault(key, preset);
        }
    }
}
