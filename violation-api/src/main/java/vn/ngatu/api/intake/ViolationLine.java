package vn.ngatu.api.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.cases.NewCase;
import vn.ngatu.api.review.Case;
import vn.ngatu.core.evidence.Json;

/** A line of {@code violations.jsonl}, read and checked as far as the store needs it. Nothing in it is trusted. */
final class ViolationLine {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final Pattern MANIFEST =
            Pattern.compile("((?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_-]*)/manifest\\.json");
    private static final int MOST_PLATE = 20;

    private final String text;
    private final JsonNode line;

    private ViolationLine(String text, JsonNode line) {
        this.text = text;
        this.line = line;
    }

    /**
     * Reads a line.
     *
     * @throws DamagedException when it is none; the message names the member, its value and what was expected
     */
    static ViolationLine parse(String text) throws DamagedException {
        try {
            JsonNode tree = Json.MAPPER.readTree(text);
            if (tree != null && tree.isObject()) {
                return new ViolationLine(text, tree);
            }
            throw new DamagedException("line: no JSON object (expected: a violation)");
        } catch (JsonProcessingException e) {
            throw new DamagedException("line: " + e.getOriginalMessage());
        }
    }

    /** The violation's id. */
    String id() throws DamagedException {
        return text("id", ID, "32 hexadecimal digits");
    }

    /** The folder of the evidence package relative to the line's file, with forward slashes. */
    String evidence() throws DamagedException {
        String path = text("evidence", MANIFEST, "FOLDER/manifest.json");
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Whether the manifest repeats the line: the same members but for {@code evidence}. */
    boolean isRepeatedBy(JsonNode violation) {
        ObjectNode facts = line.deepCopy();
        facts.remove("evidence");
        return Json.canonical(facts).equals(Json.canonical(violation));
    }

    /**
     * The case that the line becomes.
     *
     * @param evidence the folder of its package, relative to the evidence root
     * @param manifest the SHA-256 of its manifest
     */
    NewCase newCase(String evidence, String manifest) throws DamagedException {
        return new NewCase(
                id(),
                text("camera", NAME, "a name"),
                text("scene", NAME, "a name"),
                text("kind", LABEL, "a kind"),
                text("vehicle", LABEL, "a class"),
                confidence(),
                act(),
                plate(),
                evidence,
                manifest,
                text);
    }

    private String text(String member, Pattern pattern, String expected) throws DamagedException {
        JsonNode value = line.path(member);
        if (!value.isTextual() || !pattern.matcher(value.textValue()).matches()) {
            throw fault(member, value, expected);
        }
        return value.textValue();
    }

    private double confidence() throws DamagedException {
        JsonNode value = line.path("confidence");
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
            throw fault("confidence", value, "0 to 1");
        }
        return value.doubleValue();
    }

    private @Nullable String plate() throws DamagedException {
        JsonNode value = line.path("plate").path("text");
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > MOST_PLATE) {
            throw fault("plate.text", value, "at most " + MOST_PLATE + " characters, or null");
        }
        return value.textValue();
    }

    private Case.@Nullable Act act() throws DamagedException {
        BigDecimal start = seconds("start");
        BigDecimal decisive = seconds("decisive");
        BigDecimal end = seconds("end");
        JsonNode wallTime = line.path("wallTime");
        if (wallTime.isNull()) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(wallTime.asText()).toInstant();
            return new Case.Act(
                    at.plusMillis(millis(start.subtract(decisive))), at, at.plusMillis(millis(end.subtract(decisive))));
        } catch (DateTimeException e) {
            throw fault("wallTime", wallTime, "like 2026-11-22T08:15:30.640+07:00, or null");
        }
    }

    private BigDecimal seconds(String member) throws DamagedException {
        JsonNode value = line.path(member);
        if (!value.isNumber()) {
            throw fault(member, value, "seconds");
        }
        return value.decimalValue();
    }

    private static long millis(BigDecimal seconds) {
        return seconds.movePointRight(3).longValue();
    }

    private static DamagedException fault(String member, JsonNode value, String expected) {
        String shown = value.isMissingNode() ? "missing" : value.toString();
        String cut = shown.length() <= 60 ? shown : shown.substring(0, 60) + "...";
        return new DamagedException(member + ": " + cut + " (expected: " + expected + ")");
    }
}
