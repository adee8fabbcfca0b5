package vn.ngatu.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneFile;

/** Scene files, read with the keys that the rules know. */
final class Scenes {

    private Scenes() {}

    /** The scene in {@code file}; faults carry the file's name. */
    static Scene load(Path file) throws ConfigException {
        try {
            return SceneFile.load(file, Rules.keys());
        } catch (ConfigException e) {
            throw new ConfigException(named(file, e.faults()));
        }
    }

    /** Everything wrong with {@code file}; empty when it can be loaded. */
    static List<Fault> check(Path file) {
        return SceneFile.check(file, Rules.keys());
    }

    private static List<Fault> named(Path file, List<Fault> faults) {
        List<Fault> named = new ArrayList<>();
        for (Fault fault : faults) {
            boolean told = fault.path().startsWith(file.toString());
            named.add(told ? fault : new Fault(file + ": " + fault.path(), fault.value(), fault.expected()));
        }
        return named;
    }
}
