package vn.ngatu.api.web;

import com.linecorp.armeria.common.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One file as browsers get it, kept in memory in both forms. Immutable. */
final class Asset {

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.HTML_UTF_8,
            "js", MediaType.create("text", "javascript").withCharset(java.nio.charset.StandardCharsets.UTF_8),
            "css", MediaType.CSS_UTF_8,
            "json", MediaType.JSON_UTF_8,
            "svg", MediaType.SVG_UTF_8);

    private final MediaType type;
    private final byte[] plain;
    private final byte[] zipped;
    private final String etag;

    private Asset(MediaType type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        this.zipped = zip(plain);
        this.etag = '"' + Hashes.hex(plain).substring(0, 32) + '"';
    }

    /** The file {@code name}, of one of the types that pages are made of, with its {@code content}. */
    static Asset of(String name, byte[] content) {
        MediaType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("page: " + name + " (expected: one of " + TYPES.keySet() + ")");
        }
        return new Asset(type, content.clone());
    }

    /** Whether pages are made of files that are named like this. */
    static boolean isServed(String name) {
        return TYPES.containsKey(name.substring(name.lastIndexOf('.') + 1));
    }

    MediaType type() {
        return type;
    }

    /** The bytes to send; the caller must not change them. */
    byte[] bytes(boolean gzip) {
        return gzip ? zipped : plain;
    }

    /** Tells this content from every other, with its quotes. */
    String etag() {
        return etag;
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
