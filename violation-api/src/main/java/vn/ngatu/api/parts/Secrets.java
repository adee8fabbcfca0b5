package vn.ngatu.api.parts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Shape;

/**
 * Secrets of a configuration file, which names where they are and never holds them: a key such as {@code password} with a
 * reference to an environment variable, or {@code passwordFile} with a file. Stateless; no fault repeats a secret.
 */
public final class Secrets {

    private Secrets() {}

    /** What stands in a file in a secret's place. */
    public static Shape reference() {
        return Shape.text("\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}", "${NAME} of an environment variable");
    }

    /** Whether {@code section} says where the secret {@code key} is, in one way or the other. */
    public static boolean isGiven(JsonNode section, String key) {
        return section.has(key) || section.has(key + "File");
    }

    /**
     * The secret {@code key} of {@code section}, which was checked and says where it is.
     *
     * @param path the section's place in {@code file}, from whose folder paths are seen
     * @throws ConfigException when it isn't there
     */
    public static String read(String path, JsonNode section, String key, Path file, Map<String, String> environment)
            throws ConfigException {
        if (section.has(key)) {
            String name = section.path(key).asText().replaceAll("[${}]", "");
            String value = environment.get(name);
            if (value == null || value.isEmpty()) {
                throw new ConfigException(path + "." + key, "${" + name + "} is not set", "a secret in it");
            }
            return value;
        }
        String at = path + "." + key + "File";
        Path kept = file.resolveSibling(section.path(key + "File").asText());
        try {
            List<String> lines = Files.readAllLines(kept);
            if (!lines.isEmpty() && !lines.get(0).isBlank()) {
                return lines.get(0).strip();
            }
        } catch (IOException e) {
            throw new ConfigException(at, kept + " can't be read", "a file with the secret");
        }
        throw new ConfigException(at, kept + " is empty", "the secret in its first line");
    }
}
