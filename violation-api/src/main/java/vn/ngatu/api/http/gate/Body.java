package vn.ngatu.api.http.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;

/** The body of a request, one JSON object read strictly: each getter names a member, {@link #finish} refuses the others. */
public final class Body {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_ELEMENTS = 500;

    private final JsonNode node;
    private final Set<String> known = new HashSet<>();

    private Body(JsonNode node) {
        this.node = node;
    }

    static Body of(AggregatedHttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.is(MediaType.JSON)) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "content-type: not JSON (expected: application/json)");
        }
        try {
            JsonNode node = JSON.readTree(request.content().array());
            if (node == null || !node.isObject()) {
                throw ProblemException.of(ProblemType.BAD_REQUEST, "body: no JSON object (expected: one)");
            }
            return new Body(node);
        } catch (JsonProcessingException e) {
            throw ProblemException.of(ProblemType.BAD_REQUEST, "body: not JSON (expected: one object, in UTF-8)");
        } catch (IOException e) {
            throw ProblemException.of(ProblemType.BAD_REQUEST, "body: not UTF-8 (expected: one JSON object)");
        }
    }

    /** The text of {@code name}, not blank, at most {@code longest} characters. */
    public String text(String name, int longest) {
        String text = optionalText(name, longest);
        if (text == null || text.isBlank()) {
            throw ProblemException.invalid(name, text == null ? null : "blank", "text");
        }
        return text;
    }

    /** The text of {@code name}; null when it is missing or null. */
    public @Nullable String optionalText(String name, int longest) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw ProblemException.invalid(name, value, "text");
        }
        return Texts.clean(name, value.textValue(), longest);
    }

    /** Whether {@code name} is there, be it null. */
    public boolean has(String name) {
        return node.has(name);
    }

    /** What {@code parse} makes of the text of {@code name}. */
    public <T> T choice(String name, String expected, Function<String, Optional<T>> parse) {
        String text = text(name, 100);
        return parse.apply(text).orElseThrow(() -> ProblemException.invalid(name, text, expected));
    }

    /** The moment at {@code name}. */
    public Instant instant(String name) {
        return Texts.instant(name, text(name, 40));
    }

    /** The true or false of {@code name}; {@code otherwise} when it is missing. */
    public boolean flag(String name, boolean otherwise) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw ProblemException.invalid(name, value, "true or false");
        }
        return value.booleanValue();
    }

    /** The texts in the list {@code name}, at most {@code longest} characters each; empty when it is missing. */
    public Set<String> texts(String name, int longest) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Set.of();
        }
        if (!value.isArray() || value.size() > MOST_ELEMENTS) {
            throw ProblemException.invalid(name, "no such list", "a list of at most " + MOST_ELEMENTS + " texts");
        }
        Set<String> texts = new TreeSet<>();
        for (JsonNode element : value) {
            if (!element.isTextual() || element.textValue().isBlank()) {
                throw ProblemException.invalid(name, element, "texts");
            }
            texts.add(Texts.clean(name, element.textValue(), longest));
        }
        return texts;
    }

    /** The object at {@code name}; null when it is missing or null. */
    public @Nullable Body object(String name) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw ProblemException.invalid(name, value, "an object");
        }
        return new Body(value);
    }

    /** Ends reading: members that nothing asked for are refused. */
    public void finish() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw ProblemException.invalid(
                        Texts.shown(name),
                        "unknown member",
                        "one of " + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }
}
