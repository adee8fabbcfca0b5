package vn.ngatu.api.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.evidence.EvidenceVerifier;
import vn.ngatu.core.evidence.Manifest;
import vn.ngatu.core.evidence.Sha256;
import vn.ngatu.core.evidence.sign.ManifestSignature;

/** Evidence packages as they lie below the evidence root. */
final class Packages {

    private static final String PARTIAL = ".partial-signature-";

    private Packages() {}

    /** What a whole package says of itself. */
    record Whole(Manifest manifest, String sha256) {}

    /**
     * Checks the package in {@code folder} and flushes it to the disk, so that no crash can leave a case without it.
     *
     * @param signer signs it when it isn't signed yet; null where packages stay as they are
     * @throws DamagedException when it is missing or damaged
     * @throws IOException when it can't be read or signed now
     */
    static Whole check(Path root, Path folder, @Nullable EvidenceSigner signer) throws IOException {
        Path at = root;
        for (Path part : root.relativize(folder)) {
            at = at.resolve(part);
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new DamagedException("evidence: " + root.relativize(at) + " is no folder (expected: a package)");
            }
        }
        boolean signed = Files.exists(folder.resolve(ManifestSignature.FILE), LinkOption.NOFOLLOW_LINKS);
        EvidenceVerifier.Report report = signed && signer != null
                ? EvidenceVerifier.verify(folder, signer.published())
                : EvidenceVerifier.verify(folder);
        List<EvidenceVerifier.Fault> faults = report.faults();
        if (!faults.isEmpty()) {
            throw new DamagedException(String.join(
                    "\n", faults.stream().map(EvidenceVerifier.Fault::toString).toList()));
        }
        byte[] manifest = Files.readAllBytes(folder.resolve(Manifest.FILE));
        if (signer != null && !signed) {
            sign(root, folder, ManifestSignature.of(manifest, signer.key()));
        }
        flush(folder);
        return new Whole(Manifest.parse(manifest), Sha256.hex(manifest));
    }

    // The signature appears in one piece: a package with half of one would be a damaged one.
    private static void sign(Path root, Path folder, ManifestSignature signature) throws IOException {
        Path partial = Files.createTempDirectory(root, PARTIAL);
        Path file = Files.write(partial.resolve(ManifestSignature.FILE), signature.bytes());
        force(file, StandardOpenOption.WRITE);
        Files.move(file, folder.resolve(ManifestSignature.FILE), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(partial);
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
