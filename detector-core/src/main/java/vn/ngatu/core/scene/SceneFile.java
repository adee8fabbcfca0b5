package vn.ngatu.core.scene;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;

/**
 * The scene file: reads what one camera view means out of YAML, strictly, and tells every fault at once. Stateless.
 *
 * <p>The rules' keys come as an argument, kind by kind, so that the scene needn't know the rules.
 */
public final class SceneFile {

    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 20;
    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SceneFile() {}

    /** The scene in {@code file}, which may not override any rule's default. */
    public static Scene load(Path file) throws ConfigException {
        return load(file, Map.of());
    }

    /** The scene in {@code file}, which may override the given keys of the given kinds of rule. */
    public static Scene load(Path file, Map<String, Map<String, Unit>> ruleKeys) throws ConfigException {
        JsonNode tree = read(file);
        List<Fault> faults = SceneChecks.faultsOf(tree, ruleKeys);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return new SceneBuilder(ruleKeys).scene(tree);
    }

    /** Everything wrong with {@code file}; empty when it can be loaded. */
    public static List<Fault> check(Path file, Map<String, Map<String, Unit>> ruleKeys) {
        try {
            return SceneChecks.faultsOf(read(file), ruleKeys);
        } catch (ConfigException e) {
            return e.faults();
        }
    }

    /**
     * The JSON Schema (draft 2020-12) of scene files, pretty-printed, ending in a newline. Without rule keys it says nothing
     * about the overrides but that they are quantities.
     */
    public static String schema(Map<String, Map<String, Unit>> ruleKeys) {
        ObjectNode schema = new ObjectMapper().createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Ngatu scene file");
        schema.setAll(SceneShape.of(ruleKeys).schema());
        if (ruleKeys.isEmpty()) {
            ObjectNode rules = schema.withObjectProperty("properties").withObjectProperty("rules");
            rules.remove("properties");
            ObjectNode kind = rules.putObject("additionalProperties").put("type", "object");
            kind.putObject("additionalProperties")
                    .putArray("type")
                    .add("string")
                    .add("number")
                    .add("boolean");
        }
        return schema.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
    }

    private static JsonNode read(Path file) throws ConfigException {
        String text = text(file);
        try {
            refuseAliases(file, text);
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            throw new ConfigException(file + where, firstLine(e.getOriginalMessage()), "YAML");
        } catch (IOException e) {
            throw new ConfigException(file.toString(), firstLine(e.toString()), "YAML");
        }
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(file.toString(), "a folder", "a scene file");
            }
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new ConfigException(file.toString(), size + " bytes", "a scene file of at most " + MOST_BYTES);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new ConfigException(file.toString(), "missing", "a scene file");
        } catch (CharacterCodingException e) {
            throw new ConfigException(file.toString(), "not UTF-8", "a scene file in UTF-8");
        } catch (IOException e) {
            throw new ConfigException(file.toString(), firstLine(e.toString()), "a readable scene file");
        }
    }

    // Aliases would let a small file stand for a huge one, and the tree reader would take them for texts.
    private static void refuseAliases(Path file, String text) throws IOException, ConfigException {
        try (YAMLParser parser = (YAMLParser) YAML.getFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    JsonLocation at = parser.currentTokenLocation();
                    throw new ConfigException(
                            file + ":" + at.getLineNr() + ":" + at.getColumnNr(),
                            "alias *" + parser.getText(),
                            "no YAML aliases; write the value out");
                }
            }
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }
}
