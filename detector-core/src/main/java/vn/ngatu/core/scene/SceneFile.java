package vn.ngatu.core.scene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.config.YamlFile;

/**
 * The scene file: reads what one camera view means out of YAML, strictly, and tells every fault at once. Stateless.
 *
 * <p>The rules' keys come as an argument, kind by kind, so that the scene needn't know the rules.
 */
public final class SceneFile {

    private static final String WHAT = "a scene file";

    private SceneFile() {}

    /** The scene in {@code file}, which may not override any rule's default. */
    public static Scene load(Path file) throws ConfigException {
        return load(file, Map.of());
    }

    /** The scene in {@code file}, which may override the given keys of the given kinds of rule. */
    public static Scene load(Path file, Map<String, Map<String, Unit>> ruleKeys) throws ConfigException {
        JsonNode tree = YamlFile.read(file, WHAT);
        List<Fault> faults = SceneChecks.faultsOf(tree, ruleKeys);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return new SceneBuilder(ruleKeys).scene(tree);
    }

    /** Everything wrong with {@code file}; empty when it can be loaded. */
    public static List<Fault> check(Path file, Map<String, Map<String, Unit>> ruleKeys) {
        try {
            return SceneChecks.faultsOf(YamlFile.read(file, WHAT), ruleKeys);
        } catch (ConfigException e) {
            return e.faults();
        }
    }

    /**
     * The JSON Schema (draft 2020-12) of scene files, pretty-printed, ending in a newline. Without rule keys it says nothing
     * about the overrides but that they are quantities.
     */
    public static String schema(Map<String, Map<String, Unit>> ruleKeys) {
        ObjectNode schema = YamlFile.schema("Ngatu scene file", SceneShape.of(ruleKeys));
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
        return YamlFile.pretty(schema);
    }
}
