package vn.ngatu.api.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.ModelFolder;

/** The detection models that lie under {@code models/} of the checkout or the distribution. */
public final class Models {

    /** The model used where none is named. */
    public static final String DEFAULT = "street-detector-int8";

    private Models() {}

    /** The model with this name, or in the folder at this path. */
    public static ModelFolder load(String nameOrPath) throws ConfigException {
        Path named = home().resolve("models").resolve(nameOrPath);
        if (Files.isDirectory(named)) {
            return ModelFolder.load(named);
        }
        Path path = Path.of(nameOrPath);
        if (Files.isDirectory(path)) {
            return ModelFolder.load(path);
        }
        throw new UsageException(
                "--model: " + nameOrPath + " (expected: a model folder, or one of " + String.join(", ", names()) + ")");
    }

    private static List<String> names() {
        try (Stream<Path> folders = Files.list(home().resolve("models"))) {
            return folders.filter(folder -> Files.exists(folder.resolve(ModelFolder.FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("ngatu.home", ""));
    }
}
