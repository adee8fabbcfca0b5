package vn.ngatu.core.detect.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes model folders with a {@link TinyTorchScript} of 64x32 pixels and the classes pedestrian, bicycle, motorcycle. */
final class TinyModel {

    private static final String WEIGHTS = "tiny.torchscript";

    private TinyModel() {}

    static void write(Path directory, String body) throws IOException {
        write(directory, body, "Tensor");
    }

    static void write(Path directory, String body, String type) throws IOException {
        describe(directory, TinyTorchScript.archive(body, type), "uint8", "rgb", 1);
    }

    static void write(Path directory, String body, String elements, String channels, int divisor) throws IOException {
        describe(directory, TinyTorchScript.archive(body, "Tensor"), elements, channels, divisor);
    }

    static void describe(Path directory, byte[] weights, String elements, String channels, int divisor)
            throws IOException {
        Files.write(directory.resolve(WEIGHTS), weights);
        Files.writeString(
                directory.resolve("model.json"), """
                {"name": "tiny", "version": "1", "weights": {"file": "%s", "sha256": "%s"},
                 "input": {"width": 64, "height": 32, "elements": "%s", "channels": "%s", "divisor": %d,
                   "letterbox": "top-left", "fill": 114},
                 "layout": "ngatu-boxes", "classes": ["pedestrian", "bicycle", "motorcycle"], "lowScore": 0.2,
                 "limits": {
                   "pedestrian": {"enabled": false, "score": 0.4, "minWidth": 2, "minHeight": 2},
                   "bicycle": {"enabled": true, "score": 0.4, "minWidth": 2, "minHeight": 2},
                   "motorcycle": {"enabled": true, "score": 0.4, "minWidth": 2, "minHeight": 2}},
                 "duplicates": {"iou": 0.6, "containment": 0.9}, "provenance": "a test", "licence": "Apache-2.0"}
                """.formatted(WEIGHTS, sha256(weights), elements, channels, divisor));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
