package vn.ngatu.core.rule;

import java.util.Locale;
import vn.ngatu.core.violation.Fact;

/** How the rules write their facts: numbers to the millimetre and millisecond, so that files stay short and stable. */
final class Facts {

    private static final double STEPS = 1000;

    private Facts() {}

    static Fact measured(double value, String unit) {
        return Fact.measured(round(value), unit);
    }

    static Fact derived(double value, String unit) {
        return Fact.derived(round(value), unit);
    }

    static Fact configured(double value, String unit) {
        return Fact.configured(round(value), unit);
    }

    /** A name from the code, written as in files. */
    static Fact text(String name) {
        return Fact.derived(name.toLowerCase(Locale.ROOT).replace('_', '-'), null);
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

    private static double round(double value) {
        return Math.round(value * STEPS) / STEPS;
    }
}
