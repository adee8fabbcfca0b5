package vn.ngatu.core.evidence.sign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a manifest's bytes, as they stand in its file. On disk it is {@value #FILE} beside the manifest, in
 * JSON. The signature is plain Ed25519, so other tools can check it too.
 *
 * @param format always {@link #FORMAT}
 * @param algorithm always {@code Ed25519}
 * @param key the id of the key that signed: the first 16 hexadecimal digits of the SHA-256 of its public half
 *     (SubjectPublicKeyInfo)
 * @param signature in Base64
 */
public record ManifestSignature(String format, String algorithm, String key, String signature) {

    /** The format's name and version. */
    public static final String FORMAT = "ngatu-signature/1";

    /** The file's name. */
    public static final String FILE = "manifest.sig";

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{16}");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The signature of {@code manifest} by {@code key}. */
    public static ManifestSignature of(byte[] manifest, SigningKey key) {
        return new ManifestSignature(
                FORMAT, SigningKey.ED25519, key.id(), Base64.getEncoder().encodeToString(key.sign(manifest)));
    }

    /** The bytes of its file. */
    public byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a signature, which is not checked.
     *
     * @throws IOException when the bytes are none; the message says why
     */
    public static ManifestSignature parse(byte[] bytes) throws IOException {
        try {
            ManifestSignature read = JSON.readValue(bytes, ManifestSignature.class);
            if (read == null || !FORMAT.equals(read.format) || !SigningKey.ED25519.equals(read.algorithm)) {
                throw new IOException("signature: not of the form " + FORMAT + " with " + SigningKey.ED25519);
            }
            if (read.key == null || !KEY.matcher(read.key).matches() || decoded(read.signature) == null) {
                throw new IOException("signature: no key or no Base64 (expected: both)");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw new IOException("signature: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether one of {@code keys} made this for {@code manifest}. */
    public boolean holds(byte[] manifest, PublicKeys keys) {
        byte[] content = decoded(signature);
        return content != null && keys.verifies(key, manifest, content);
    }

    private static byte @Nullable [] decoded(@Nullable String base64) {
        try {
            return base64 == null ? null : Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
