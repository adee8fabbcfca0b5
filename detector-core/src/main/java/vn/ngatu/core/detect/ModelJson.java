package vn.ngatu.core.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fields;

/** The strict reader of {@code model.json}; {@code models/README.md} describes every key. */
final class ModelJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    // What a TorchScript detector can have at most; keeps tensors below 50 MB.
    private static final int LARGEST_SIDE = 4096;

    private ModelJson() {}

    static ModelInfo read(Path file) throws ConfigException {
        Fields root = new Fields(parse(file), file.toString());
        String name = root.text("name");
        String version = root.text("version");
        Fields weights = root.object("weights");
        String weightsFile = fileName(weights);
        String sha256 = sha256(weights);
        ModelInput input = input(root.object("input"));
        OutputLayout layout = root.choice("layout", List.of(OutputLayout.values()), OutputLayout::label);
        List<Optional<ObjectClass>> classes = classes(root);
        double lowScore = root.number("lowScore", 0, 1);
        Map<ObjectClass, ClassLimits> limits = limits(root.object("limits"), classes, lowScore);
        Fields duplicates = root.object("duplicates");
        double iou = duplicates.number("iou", 0, 1);
        double containment = duplicates.number("containment", 0, 1);
        String provenance = root.text("provenance");
        String licence = root.text("licence");
        root.finish();
        return new ModelInfo(
                name,
                version,
                weightsFile,
                sha256,
                input,
                layout,
                classes,
                limits,
                lowScore,
                new Duplicates(iou, containment),
                provenance,
                licence);
    }

    private static JsonNode parse(Path file) throws ConfigException {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new ConfigException(file + where, e.getOriginalMessage(), "JSON");
        } catch (IOException e) {
            throw new ConfigException(file.toString(), String.valueOf(e.getMessage()), "a readable file");
        }
    }

    /** A plain name, so that a model can't reach outside its folder. */
    private static String fileName(Fields weights) {
        String name = weights.text("file");
        if (name.contains("/") || name.contains("\\") || name.equals("..")) {
            weights.fault("file", name, "a file's name without folders");
        }
        return name;
    }

    private static String sha256(Fields weights) {
        String hash = weights.text("sha256");
        if (!hash.isEmpty() && !SHA_256.matcher(hash).matches()) {
            weights.fault("sha256", hash, "64 lower-case hexadecimal digits");
        }
        return hash;
    }

    private static ModelInput input(Fields input) {
        int width = input.integer("width", 32, LARGEST_SIDE);
        int height = input.integer("height", 32, LARGEST_SIDE);
        ModelInput.Elements elements =
                input.choice("elements", List.of(ModelInput.Elements.values()), ModelJson::lowerCase);
        ModelInput.Channels channels =
                input.choice("channels", List.of(ModelInput.Channels.values()), ModelJson::lowerCase);
        int divisor = input.choice("divisor", 1, 255);
        if (elements == ModelInput.Elements.UINT8 && divisor != 1) {
            input.fault("divisor", Integer.toString(divisor), "1 with elements uint8");
        }
        // One way each, because frames are scaled once for every detector; stated in the file so that a model made for
        // another way is seen to differ.
        input.choice("letterbox", List.of("top-left"), label -> label);
        input.choice("fill", ModelInput.FILL);
        return new ModelInput(width, height, elements, channels, divisor);
    }

    private static List<Optional<ObjectClass>> classes(Fields root) {
        List<Optional<ObjectClass>> classes = new ArrayList<>();
        for (JsonNode element : root.list("classes")) {
            Optional<ObjectClass> objectClass = ObjectClass.ofLabel(element.asText());
            if (objectClass.isEmpty() && !element.isNull()) {
                root.fault(
                        "classes[" + classes.size() + "]",
                        element.toString(),
                        "null or one of " + ObjectClass.labels());
            }
            classes.add(objectClass);
        }
        return classes;
    }

    private static Map<ObjectClass, ClassLimits> limits(
            Fields limits, List<Optional<ObjectClass>> classes, double lowScore) {
        Map<ObjectClass, ClassLimits> result = new EnumMap<>(ObjectClass.class);
        for (ObjectClass objectClass : ObjectClass.values()) {
            if (classes.contains(Optional.of(objectClass))) {
                Fields limit = limits.object(objectClass.label());
                result.put(
                        objectClass,
                        new ClassLimits(
                                limit.flag("enabled"),
                                limit.number("score", lowScore, 1),
                                limit.number("minWidth", 1, LARGEST_SIDE),
                                limit.number("minHeight", 1, LARGEST_SIDE)));
            }
        }
        return result;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
