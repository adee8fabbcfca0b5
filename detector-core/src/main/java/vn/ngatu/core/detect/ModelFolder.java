package vn.ngatu.core.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import vn.ngatu.core.config.ConfigException;

/**
 * A model as it lies on disk: a folder with {@code model.json} and the TorchScript file that it names.
 *
 * @param directory the folder
 * @param info what {@code model.json} says
 */
public record ModelFolder(Path directory, ModelInfo info) {

    /** The name of the describing file. */
    public static final String FILE = "model.json";

    /**
     * Reads and checks the folder: every fault of {@code model.json} at once, then the weights' presence and hash. Whether
     * the weights are TorchScript and give the stated output is found when a detector loads them.
     */
    public static ModelFolder load(Path directory) throws ConfigException {
        ModelFolder folder = new ModelFolder(directory, ModelJson.read(existing(directory, FILE)));
        Path weights = existing(directory, folder.info.weights());
        String actual = sha256(weights);
        if (!actual.equals(folder.info.sha256())) {
            throw new ConfigException(weights.toString(), "sha256 " + actual, folder.info.sha256());
        }
        return folder;
    }

    /** The TorchScript file. */
    public Path weights() {
        return directory.resolve(info.weights());
    }

    private static Path existing(Path directory, String name) throws ConfigException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(file.toString(), "missing", "a file");
        }
        return file;
    }

    private static String sha256(Path file) throws ConfigException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw new ConfigException(file.toString(), String.valueOf(e.getMessage()), "a readable file");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
