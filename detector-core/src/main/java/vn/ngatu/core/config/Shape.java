package vn.ngatu.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value of a file may look like: the one description from which the strict check and the JSON Schema both come.
 * Immutable and pure.
 */
public interface Shape {

    /** Adds every fault of {@code node}, found at {@code path}. */
    void check(String path, JsonNode node, List<Fault> faults);

    /** The JSON Schema of such values. */
    ObjectNode schema();

    /** A mapping with exactly these keys. */
    static Shape object(Field... fields) {
        return new ObjectShape(Arrays.asList(fields));
    }

    /** A key that must be there. */
    static Field required(String name, Shape shape, String meaning) {
        return new Field(name, shape, true, meaning);
    }

    /** A key that may be left out. */
    static Field optional(String name, Shape shape, String meaning) {
        return new Field(name, shape, false, meaning);
    }

    /** A mapping from the given names to values of the given shapes; an empty map of names lets none through. */
    static Shape mapping(Map<String, Shape> byName) {
        return object(byName.entrySet().stream()
                .map(entry -> optional(entry.getKey(), entry.getValue(), ""))
                .toArray(Field[]::new));
    }

    /** A list of {@code least} to {@code most} values. */
    static Shape list(Shape element, int least, int most) {
        return new ListShape(element, least, most, false);
    }

    /** A list of {@code least} and more different names. */
    static Shape names(int least, String... names) {
        return new ListShape(choice(names), least, names.length, true);
    }

    /** One of some names. */
    static Shape choice(String... names) {
        return new ChoiceShape(List.of(names));
    }

    /** A number in a range, both ends included. */
    static Shape number(double least, double most) {
        return new NumberShape(least, most, false);
    }

    /** A whole number in a range, both ends included. */
    static Shape integer(double least, double most) {
        return new NumberShape(least, most, true);
    }

    /** A quantity with its unit, within a range in SI units, both ends included. */
    static Shape quantity(Unit unit, double least, double most, String range) {
        return switch (unit) {
            case NUMBER -> number(least, most);
            case FLAG -> flag();
            default -> new QuantityShape(unit, least, most, range);
        };
    }

    /** A text that matches {@code regex}. */
    static Shape text(String regex, String expected) {
        return new TextShape(Pattern.compile(regex), expected);
    }

    /** True or false. */
    static Shape flag() {
        return new FlagShape();
    }

    /** What a person sees of a value in a message: short, on one line. */
    static String show(@Nullable JsonNode node) {
        if (node == null || node.isMissingNode()) {
            return "missing";
        }
        if (node.isNull()) {
            return "nothing";
        }
        String text = node.isTextual() ? node.asText() : node.toString();
        text = text.replaceAll("\\s+", " ");
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /** A key of a mapping. */
    record Field(String name, Shape shape, boolean isRequired, String meaning) {}

    /** A mapping with known keys. */
    record ObjectShape(List<Field> fields) implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            if (!node.isObject()) {
                faults.add(new Fault(path.isEmpty() ? "the file" : path, show(node), "a mapping with " + keys()));
                return;
            }
            String prefix = path.isEmpty() ? "" : path + ".";
            for (Field field : fields) {
                JsonNode value = node.get(field.name());
                if (value != null) {
                    field.shape().check(prefix + field.name(), value, faults);
                } else if (field.isRequired()) {
                    faults.add(new Fault(prefix + field.name(), "missing", meaningOf(field)));
                }
            }
            Set<String> known = new TreeSet<>();
            fields.forEach(field -> known.add(field.name()));
            node.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    faults.add(new Fault(prefix + name, "unknown key", Names.suggestion(name, known)));
                }
            });
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = typed("object");
            ObjectNode properties = schema.putObject("properties");
            ArrayNode required = JsonNodeFactory.instance.arrayNode();
            for (Field field : fields) {
                ObjectNode property = field.shape().schema();
                if (!field.meaning().isEmpty()) {
                    property.put("description", field.meaning());
                }
                properties.set(field.name(), property);
                if (field.isRequired()) {
                    required.add(field.name());
                }
            }
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
            return schema.put("additionalProperties", false);
        }

        private String keys() {
            return fields.isEmpty()
                    ? "no keys"
                    : String.join(", ", fields.stream().map(Field::name).toList());
        }

        private static String meaningOf(Field field) {
            return field.meaning().isEmpty() ? "a value" : field.meaning();
        }
    }

    /** A list. */
    record ListShape(Shape element, int least, int most, boolean unique) implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            String expected = least == most ? "a list of " + least : "a list of " + least + " to " + most;
            if (!node.isArray()) {
                faults.add(new Fault(path, show(node), expected));
                return;
            }
            if (node.size() < least || node.size() > most) {
                faults.add(new Fault(path, node.size() + " entries", expected));
            }
            for (int i = 0; i < Math.min(node.size(), most); i++) {
                element.check(path + "[" + i + "]", node.get(i), faults);
                for (int j = 0; unique && j < i; j++) {
                    if (node.get(i).equals(node.get(j))) {
                        faults.add(new Fault(path + "[" + i + "]", show(node.get(i)), "each at most once"));
                    }
                }
            }
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = typed("array").put("minItems", least).put("maxItems", most);
            if (unique) {
                schema.put("uniqueItems", true);
            }
            schema.set("items", element.schema());
            return schema;
        }
    }

    /** One of some names. */
    record ChoiceShape(List<String> names) implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            if (!node.isTextual()) {
                faults.add(new Fault(path, show(node), "one of " + String.join(", ", names)));
            } else if (!names.contains(node.asText())) {
                faults.add(new Fault(path, show(node), Names.suggestion(node.asText(), names)));
            }
        }

        @Override
        public ObjectNode schema() {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            ArrayNode values = schema.putArray("enum");
            names.forEach(values::add);
            return schema;
        }
    }

    /** A number without a unit. */
    record NumberShape(double least, double most, boolean whole) implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            double value = node.isNumber() ? node.asDouble() : Double.NaN;
            if (!(value >= least && value <= most) || whole && value != Math.rint(value)) {
                String kind = whole ? "a whole number" : "a number";
                faults.add(
                        new Fault(path, show(node), kind + " from " + Names.plain(least) + " to " + Names.plain(most)));
            }
        }

        @Override
        public ObjectNode schema() {
            return whole
                    ? typed("integer").put("minimum", (long) least).put("maximum", (long) most)
                    : typed("number").put("minimum", least).put("maximum", most);
        }
    }

    /** A number with a unit. */
    record QuantityShape(Unit unit, double least, double most, String range) implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            Double value = node.isTextual() ? unit.parse(node.asText()).orElse(null) : null;
            if (value == null) {
                faults.add(new Fault(path, show(node), unit.expectation()));
            } else if (!(value >= least && value <= most)) {
                faults.add(new Fault(path, show(node), range));
            }
        }

        @Override
        public ObjectNode schema() {
            return typed("string").put("pattern", unit.pattern());
        }
    }

    /** A text of a certain form. */
    record TextShape(Pattern pattern, String expected) implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            if (!node.isTextual() || !pattern.matcher(node.asText()).matches()) {
                faults.add(new Fault(path, show(node), expected));
            }
        }

        @Override
        public ObjectNode schema() {
            return typed("string").put("pattern", "^(" + pattern.pattern() + ")$");
        }
    }

    /** A switch. */
    record FlagShape() implements Shape {

        @Override
        public void check(String path, JsonNode node, List<Fault> faults) {
            if (!node.isBoolean()) {
                faults.add(new Fault(path, show(node), "true or false"));
            }
        }

        @Override
        public ObjectNode schema() {
            return typed("boolean");
        }
    }
}
