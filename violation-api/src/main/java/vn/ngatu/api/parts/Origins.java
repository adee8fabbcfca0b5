package vn.ngatu.api.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.evidence.Manifest;
import vn.ngatu.core.scene.Scene;

/** Names and hashes of what a result depends on. */
public final class Origins {

    private Origins() {}

    /** The scene by its id and its file's bytes. */
    public static Manifest.Origin scene(Scene scene, Path file) throws IOException {
        return new Manifest.Origin(scene.id(), sha256(Files.readAllBytes(file)));
    }

    /** The rules by the software's version, which fixes the presets, and the scene's own thresholds. */
    public static Manifest.Origin rules(Scene scene) {
        StringBuilder thresholds = new StringBuilder("ngatu " + Version.name() + "\n");
        new TreeMap<>(scene.rules())
                .forEach((kind, own) ->
                        thresholds.append(kind).append(new TreeMap<>(own)).append('\n'));
        return new Manifest.Origin(
                "ngatu " + Version.name(), sha256(thresholds.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** The model by its name and its weights' hash; nothing for a table of detections. */
    public static Manifest.Origin model(@Nullable ModelFolder model) {
        return model == null
                ? new Manifest.Origin(null, null)
                : new Manifest.Origin(model.info().name(), model.info().sha256());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
