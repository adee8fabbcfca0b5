package vn.ngatu.core.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal digits. */
public final class Sha256 {

    private Sha256() {}

    /** What a stream held: how many bytes, and their hash. */
    record Digest(long bytes, String hex) {}

    /** The hash of {@code bytes}. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(start().digest(bytes));
    }

    /** The size and hash of a file. */
    static Digest of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, Long.MAX_VALUE);
        }
    }

    /** The size and hash of a stream, of which at most {@code limit} bytes and one more buffer are read. */
    static Digest of(InputStream in, long limit) throws IOException {
        MessageDigest digest = start();
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        int read;
        while (bytes <= limit && (read = in.read(buffer)) >= 0) {
            digest.update(buffer, 0, read);
            bytes += read;
        }
        return new Digest(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
