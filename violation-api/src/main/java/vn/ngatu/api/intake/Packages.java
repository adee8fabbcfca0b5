package vn.ngatu.api.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import vn.ngatu.core.evidence.EvidenceVerifier;
import vn.ngatu.core.evidence.Manifest;
import vn.ngatu.core.evidence.Sha256;

/** Evidence packages as they lie below the evidence root. */
final class Packages {

    private Packages() {}

    /** What a whole package says of itself. */
    record Whole(Manifest manifest, String sha256) {}

    /**
     * Checks the package in {@code folder} and flushes it to the disk, so that no crash can leave a case without it.
     *
     * @throws IOException when it is missing or damaged; the message has a fault on each line
     */
    static Whole check(Path root, Path folder) throws DamagedException, IOException {
        Path at = root;
        for (Path part : root.relativize(folder)) {
            at = at.resolve(part);
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new DamagedException("evidence: " + root.relativize(at) + " is no folder (expected: a package)");
            }
        }
        List<EvidenceVerifier.Fault> faults = EvidenceVerifier.verify(folder).faults();
        if (!faults.isEmpty()) {
            throw new DamagedException(String.join(
                    "\n", faults.stream().map(EvidenceVerifier.Fault::toString).toList()));
        }
        byte[] manifest = Files.readAllBytes(folder.resolve(Manifest.FILE));
        flush(folder);
        return new Whole(Manifest.parse(manifest), Sha256.hex(manifest));
    }

    private static void flush(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                force(file, StandardOpenOption.WRITE);
            }
        }
        force(folder, StandardOpenOption.READ);
        Path parent = folder.getParent();
        if (parent != null) {
            force(parent, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        if (Files.isDirectory(path) && System.getProperty("os.name", "").startsWith("Windows")) {
            // Windows can't open a directory; its file system journals the rename.
            return;
        }
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
