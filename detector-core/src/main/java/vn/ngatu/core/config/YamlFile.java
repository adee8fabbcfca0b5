package vn.ngatu.core.config;

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

/**
 * YAML files that people write, read strictly: UTF-8, of bounded size and depth, no key twice, no aliases. Stateless.
 */
public final class YamlFile {

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

    private YamlFile() {}

    /**
     * The tree in {@code file}.
     *
     * @param what what messages call such a file, such as {@code a scene file}
     */
    public static JsonNode read(Path file, String what) throws ConfigException {
        String text = text(file, what);
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

    /** The JSON Schema (draft 2020-12) called {@code title} of files of this shape. */
    public static ObjectNode schema(String title, Shape shape) {
        ObjectNode schema = new ObjectMapper().createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", title);
        schema.setAll(shape.schema());
        return schema;
    }

    /** A schema as it is checked in: pretty-printed, ending in a newline. */
    public static String pretty(ObjectNode schema) {
        return schema.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
    }

    private static String text(Path file, String what) throws ConfigException {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(file.toString(), "a folder", what);
            }
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new ConfigException(file.toString(), size + " bytes", what + " of at most " + MOST_BYTES);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new ConfigException(file.toString(), "missing", what);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file.toString(), "not UTF-8", what + " in UTF-8");
        } catch (IOException e) {
            throw new ConfigException(file.toString(), firstLine(e.toString()), what + " that can be read");
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
