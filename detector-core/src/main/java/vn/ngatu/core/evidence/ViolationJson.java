package vn.ngatu.core.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.violation.Fact;
import vn.ngatu.core.violation.Provenance;
import vn.ngatu.core.violation.ReportedViolation;
import vn.ngatu.core.violation.Violation;

/** The JSON form of a violation: the members of a line of {@code violations.jsonl} in their published order. */
final class ViolationJson {

    // The offset is always written in digits, and so are the milliseconds.
    private static final DateTimeFormatter WALL_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

    private ViolationJson() {}

    /** All members of a line. */
    static ObjectNode line(ReportedViolation reported) {
        ObjectNode node = facts(reported);
        return node.put("evidence", reported.evidence());
    }

    /** The members of a line except {@code evidence}: what the manifest repeats. */
    static ObjectNode facts(ReportedViolation reported) {
        Violation violation = reported.violation();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", reported.id());
        node.put("camera", reported.camera());
        node.put("scene", reported.scene());
        node.put("kind", violation.kind().label());
        node.put("start", Json.seconds(violation.start()));
        node.put("decisive", Json.seconds(violation.decisive()));
        node.put("end", Json.seconds(violation.end()));
        node.put("wallTime", wallTime(reported.wallTime()));
        WallTime clock = reported.clock();
        if (clock == null) {
            node.putNull("clock");
        } else {
            node.putObject("clock").put("source", clock.source().label()).put("errorSeconds", clockError(clock));
        }
        node.put("track", violation.track());
        node.put("vehicle", violation.vehicle().label());
        node.set("box", box(violation.box()));
        ObjectNode where = node.putObject("where");
        violation.where().forEach(where::put);
        ObjectNode facts = node.putObject("facts");
        for (Map.Entry<String, Fact> fact : violation.facts().entrySet()) {
            facts.set(fact.getKey(), fact(fact.getValue()));
        }
        node.put("confidence", Json.round(violation.confidence(), 3));
        node.putObject("plate").putNull("text").put("provenance", Provenance.UNKNOWN.label());
        return node;
    }

    /** A wall time with milliseconds and its zone offset; null stays null. */
    static @Nullable String wallTime(@Nullable OffsetDateTime wallTime) {
        return wallTime == null ? null : WALL_TIME.format(wallTime);
    }

    /** The bound of a wall time's error; null where a person gave the time and no error with it. */
    static @Nullable Double clockError(WallTime clock) {
        return clock.source() == ClockSource.GIVEN ? null : Json.round(clock.error(), 3);
    }

    private static ArrayNode box(Box box) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        for (double side : new double[] {box.left(), box.top(), box.width(), box.height()}) {
            node.add(Json.round(side, 1));
        }
        return node;
    }

    private static ObjectNode fact(Fact fact) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Object value = fact.value();
        if (value == null) {
            node.putNull("value");
        } else if (value instanceof Boolean flag) {
            node.put("value", flag);
        } else if (value instanceof Integer || value instanceof Long) {
            node.put("value", ((Number) value).longValue());
        } else if (value instanceof Number number) {
            node.put("value", Json.round(number.doubleValue(), digits(fact.unit())));
        } else {
            node.put("value", value.toString());
        }
        return node.put("unit", fact.unit()).put("provenance", fact.provenance().label());
    }

    // Milliseconds, centimetres, centimetres per second; shares and the rest to three digits.
    private static int digits(@Nullable String unit) {
        return unit == null
                ? 3
                : switch (unit) {
                    case "m", "m/s", "km/h" -> 2;
                    case "px" -> 1;
                    default -> 3;
                };
    }
}
