package vn.ngatu.core.detect.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes TorchScript files without PyTorch: an archive of one module without weights whose {@code forward} is given as
 * source, so that a test can have a model that answers whatever the test is about.
 */
final class TinyTorchScript {

    private static final String CLASS = """
            class Tiny(Module):
              __parameters__ = []
              __buffers__ = []
              def forward(self: __torch__.Tiny, x: Tensor) -> %s:
            %s
            """;

    // The pickled object: an instance of __torch__.Tiny without attributes.
    private static final String INSTANCE = "\u0080\u0002c__torch__\nTiny\n)\u0081}b.";
    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private TinyTorchScript() {}

    /** A module whose result is of {@code type}, given by {@code body}: statements on {@code x}, the last one a return. */
    static byte[] archive(String body, String type) throws IOException {
        return zip(Map.of("code/__torch__.py", CLASS.formatted(type, body.indent(4)), "constants.pkl", NO_CONSTANTS));
    }

    /** What saving a model for further training gives: the same kind of archive, but without code. */
    static byte[] checkpoint() throws IOException {
        return zip(Map.of());
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", INSTANCE);
            put(zip, "version", "3\n");
            for (Map.Entry<String, String> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        ZipEntry entry = new ZipEntry("tiny/" + name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setSize(content.length);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
