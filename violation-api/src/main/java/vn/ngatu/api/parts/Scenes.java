package vn.ngatu.api.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.evidence.still.StillPainter;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.view.GreyPicture;

/** Scene files, read with the keys that the rules know. */
public final class Scenes {

    private Scenes() {}

    /** The scene in {@code file}; faults carry the file's name. */
    public static Scene load(Path file) throws ConfigException {
        try {
            return SceneFile.load(file, Rules.keys());
        } catch (ConfigException e) {
            throw new ConfigException(named(file, e.faults()));
        }
    }

    /** Everything wrong with {@code file}; empty when it can be loaded. */
    public static List<Fault> check(Path file) {
        return SceneFile.check(file, Rules.keys());
    }

    /** The small copy of the picture that the scene calls its view's reference; null when it names none. */
    public static @Nullable GreyPicture reference(Scene scene, Path file) throws ConfigException {
        String name = scene.reference();
        if (name == null) {
            return null;
        }
        Path picture = file.resolveSibling(name);
        try {
            return GreyPicture.of(StillPainter.picture(Files.readAllBytes(picture)));
        } catch (IOException | RuntimeException e) {
            throw new ConfigException(
                    file + ": reference", picture + ": " + e.getMessage(), "a JPEG or PNG picture of the view");
        }
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
