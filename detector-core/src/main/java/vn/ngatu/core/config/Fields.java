package vn.ngatu.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A strict view of one object of a parsed file: each getter names a key, notes what is wrong with its value and goes on,
 * so that a person sees every fault at once.
 *
 * <p>After a fault a getter returns a stand-in; what was read may be used only once {@link #finish()} has passed. The
 * children of {@link #object} share the parent's faults. One thread.
 */
public final class Fields {

    private static final int LONGEST_VALUE = 60;
    private static final String OBJECT = "an object";

    private final JsonNode node;
    private final String path;
    private final List<Fault> faults;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Fields> children = new ArrayList<>();

    /** The root object of a file; {@code file} stands for it in the fault of being something else. */
    public Fields(JsonNode node, String file) {
        this(node, "", new ArrayList<>());
        if (!node.isObject()) {
            note(file, show(node), OBJECT);
        }
    }

    private Fields(JsonNode node, String path, List<Fault> faults) {
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** The text at {@code key}, not blank. */
    public String text(String key) {
        JsonNode value = take(key);
        if (value.isTextual() && !value.textValue().isBlank()) {
            return value.textValue();
        }
        return faulty(key, value, "text", "");
    }

    /** The whole number at {@code key}, from {@code min} to {@code max}. */
    public int integer(String key, int min, int max) {
        JsonNode value = take(key);
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= min && value.intValue() <= max) {
            return value.intValue();
        }
        return faulty(key, value, "a whole number from " + min + " to " + max, min);
    }

    /** The number at {@code key}, from {@code min} to {@code max}. */
    public double number(String key, double min, double max) {
        JsonNode value = take(key);
        if (value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max) {
            return value.doubleValue();
        }
        return faulty(key, value, "a number from " + plain(min) + " to " + plain(max), min);
    }

    /** The {@code true} or {@code false} at {@code key}. */
    public boolean flag(String key) {
        JsonNode value = take(key);
        return value.isBoolean() ? value.booleanValue() : faulty(key, value, "true or false", false);
    }

    /** The one of {@code choices} whose {@code label} stands at {@code key}. */
    public <E> E choice(String key, List<E> choices, Function<E, String> label) {
        JsonNode value = take(key);
        for (E choice : choices) {
            if (value.isTextual() && label.apply(choice).equals(value.textValue())) {
                return choice;
            }
        }
        return faulty(key, value, oneOf(choices.stream().map(label).toList()), choices.get(0));
    }

    /** The one of a few whole numbers at {@code key}. */
    public int choice(String key, int... choices) {
        JsonNode value = take(key);
        for (int choice : choices) {
            if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() == choice) {
                return choice;
            }
        }
        return faulty(
                key,
                value,
                oneOf(Arrays.stream(choices).mapToObj(Integer::toString).toList()),
                choices[0]);
    }

    /** The object at {@code key}; it is finished with this one. */
    public Fields object(String key) {
        JsonNode value = take(key);
        if (!value.isObject()) {
            faulty(key, value, OBJECT, value);
        }
        Fields child = new Fields(value, at(key), faults);
        children.add(child);
        return child;
    }

    /** The elements of the list at {@code key}, unread; at least one. Faults in them are told with {@link #fault}. */
    public List<JsonNode> list(String key) {
        JsonNode value = take(key);
        if (value.isArray() && !value.isEmpty()) {
            List<JsonNode> elements = new ArrayList<>();
            value.forEach(elements::add);
            return elements;
        }
        return faulty(key, value, "a list with at least one element", List.of());
    }

    /** Notes a fault that the caller found in the value at {@code key}, such as {@code classes[2]}. */
    public void fault(String key, String value, String expected) {
        note(at(key), value, expected);
    }

    /** Ends reading: keys that nothing asked for are faults too. Throws if any fault was noted, else values are good. */
    public void finish() throws ConfigException {
        noteUnknownKeys();
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
    }

    private void noteUnknownKeys() {
        for (String key : names(node)) {
            if (!known.contains(key)) {
                note(at(key), "unknown key", "one of " + String.join(", ", known));
            }
        }
        children.forEach(Fields::noteUnknownKeys);
    }

    private static Collection<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode take(String key) {
        known.add(key);
        return node.path(key);
    }

    private <T> T faulty(String key, JsonNode value, String expected, T standIn) {
        if (node.isObject()) {
            note(at(key), show(value), expected);
        }
        return standIn;
    }

    private void note(String where, String value, String expected) {
        faults.add(new Fault(where, value, expected));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String show(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }

    private static String oneOf(List<String> labels) {
        return labels.size() == 1 ? labels.get(0) : "one of " + String.join(", ", labels);
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
