package vn.ngatu.core.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of quantity in a file, with the units it may be written in; values are read into SI units. */
public enum Unit {
    /** Time, read into seconds. */
    SECONDS("a duration such as 20s", "ms", 0.001, "s", 1, "min", 60, "h", 3600),
    /** Length, read into metres. */
    METRES("a length such as 2.5m", "cm", 0.01, "m", 1, "km", 1000),
    /** Speed, read into metres per second. */
    METRES_PER_SECOND("a speed such as 30km/h", "km/h", 1 / 3.6, "m/s", 1),
    /** Angle, read into radians. */
    RADIANS("an angle such as 18deg", "deg", Math.PI / 180, "rad", 1),
    /** Pixels of the picture that the scene was drawn on. */
    PIXELS("a number of pixels such as 1250px", "px", 1),
    /** A plain number, such as a share of 0..1 or a count. */
    NUMBER("a number without a unit"),
    /** A switch, written true or false, read into 1 or 0. */
    FLAG("true or false");

    private static final Pattern QUANTITY = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s?([a-z/]+)");

    private final String example;
    private final Map<String, Double> factors = new LinkedHashMap<>();

    Unit(String example, Object... suffixesAndFactors) {
        this.example = example;
        for (int i = 0; i < suffixesAndFactors.length; i += 2) {
            factors.put((String) suffixesAndFactors[i], ((Number) suffixesAndFactors[i + 1]).doubleValue());
        }
    }

    /** The value of {@code text} in SI units; empty when it is not a number with one of the units. */
    public Optional<Double> parse(String text) {
        Matcher matcher = QUANTITY.matcher(text);
        Double factor = matcher.matches() ? factors.get(matcher.group(2)) : null;
        return factor == null ? Optional.empty() : Optional.of(Double.parseDouble(matcher.group(1)) * factor);
    }

    /** What a person should write, with an example and the units. */
    public String expectation() {
        return factors.size() < 2 ? example : example + "; units: " + String.join(", ", factors.keySet());
    }

    /** The regular expression of such a text. */
    String pattern() {
        return "^[+-]?[0-9]+(\\.[0-9]+)?\\s?(" + String.join("|", factors.keySet()) + ")$";
    }
}
