package vn.ngatu.core.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON text that is the same on every machine: no white space, numbers in one form, members either as given or, for what
 * is hashed, in the order and form of RFC 8785 (JSON Canonicalization Scheme).
 */
public final class Json {

    /** Strict: unknown and repeated members are errors, depth and sizes are bounded. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(32)
                            .maxStringLength(64 * 1024)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The members as they stand; used where people read the lines. */
    static String asGiven(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node, false);
        return text.toString();
    }

    /** The RFC 8785 form: members sorted by their UTF-16 code units. */
    public static String canonical(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(text, node, true);
        return text.toString();
    }

    /** {@code value} rounded half to even to {@code digits} after the point, so that nothing finer is ever written. */
    static double round(double value, int digits) {
        return BigDecimal.valueOf(value)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    /** A time in seconds, to the millisecond. */
    static double seconds(double time) {
        return round(time, 3);
    }

    private static void append(StringBuilder text, JsonNode node, boolean sorted) {
        switch (node.getNodeType()) {
            case OBJECT -> appendObject(text, node, sorted);
            case ARRAY -> appendArray(text, node, sorted);
            case STRING -> appendString(text, node.textValue());
            case NUMBER -> text.append(number(node));
            case BOOLEAN, NULL -> text.append(node.asText());
            default -> throw new IllegalArgumentException("JSON: " + node.getNodeType() + " (expected: plain JSON)");
        }
    }

    private static void appendObject(StringBuilder text, JsonNode object, boolean sorted) {
        Map<String, JsonNode> members = new TreeMap<>();
        Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
        if (sorted) {
            object.fields().forEachRemaining(field -> members.put(field.getKey(), field.getValue()));
            fields = members.entrySet().iterator();
        }
        text.append('{');
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            appendString(text, field.getKey());
            text.append(':');
            append(text, field.getValue(), sorted);
            text.append(fields.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private static void appendArray(StringBuilder text, JsonNode array, boolean sorted) {
        text.append('[');
        String separator = "";
        for (JsonNode element : array) {
            text.append(separator);
            append(text, element, sorted);
            separator = ",";
        }
        text.append(']');
    }

    // RFC 8785 writes doubles as ECMAScript does: plain digits between 1e-6 and 1e21, which is all that we write.
    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue().toString();
        }
        double value = node.doubleValue();
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (!(size >= 1e-6 && size < 1e21)) {
            throw new IllegalArgumentException("number: " + value + " (expected: 1e-6 to 1e21)");
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static void appendString(StringBuilder text, @Nullable String value) {
        text.append('"');
        for (char c : value == null ? new char[0] : value.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> text.append(c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
