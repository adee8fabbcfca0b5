package vn.ngatu.core.evidence.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys as text files (RFC 7468), as OpenSSL writes them too. */
final class Pem {

    private static final int MOST_BYTES = 16 * 1024;

    private Pem() {}

    /** A block of the kind {@code label}. */
    static String block(String label, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    /** The content of the first block of the kind {@code label}; null when there is none that can be read. */
    static byte @Nullable [] find(String text, String label) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(text);
        try {
            return block.find() ? Base64.getMimeDecoder().decode(block.group(1)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": larger than " + MOST_BYTES + " bytes (expected: a key in PEM form)");
        }
        // Any bytes will do: only ASCII counts.
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
