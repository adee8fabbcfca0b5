package vn.ngatu.core.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.evidence.sign.ManifestSignature;
import vn.ngatu.core.evidence.sign.PublicKeys;

/**
 * Checks evidence packages without trusting them: hashes, sizes, missing and added files, the manifest's own seal, and,
 * over several packages, their chain. Anything that a hostile package could do to its reader is refused, not followed.
 *
 * <p>What hashes alone can't show: somebody who rewrites a package together with its manifest and every later package of
 * the chain, and the removal of the newest packages.
 */
public final class EvidenceVerifier {

    private static final int MOST_MANIFEST_BYTES = 1 << 20;
    private static final long MOST_FILE_BYTES = 4L << 30;
    private static final List<String> EXPECTED =
            List.of("a-before", "b-decisive", "c-after", "clip", "signals", "track");

    private final @Nullable PublicKeys keys;
    private final List<Fault> faults = new ArrayList<>();
    private final SortedSet<String> unchecked = new TreeSet<>();
    private int unsigned;

    private EvidenceVerifier(@Nullable PublicKeys keys) {
        this.keys = keys;
    }

    /** Something that does not hold: where, and what. */
    public record Fault(String path, String what) {
        @Override
        public String toString() {
            return path + ": " + what;
        }
    }

    /**
     * The result of a check.
     *
     * @param packages how many packages were found
     * @param unsigned how many of them have no signature
     * @param unchecked the ids of keys that signed packages and were not given, so that nothing is known of the signatures
     * @param faults what does not hold; empty when all is well
     */
    public record Report(int packages, int unsigned, SortedSet<String> unchecked, List<Fault> faults) {
        /** Copies the lists. */
        public Report {
            unchecked = Collections.unmodifiableSortedSet(new TreeSet<>(unchecked));
            faults = List.copyOf(faults);
        }

        /** On packages that are not signed. */
        Report(int packages, List<Fault> faults) {
            this(packages, packages, Collections.emptySortedSet(), faults);
        }

        /** Whether everything holds; false also when there was nothing to check. */
        public boolean ok() {
            return packages > 0 && faults.isEmpty();
        }
    }

    /**
     * Checks a package's folder, a folder of packages with their chain, or a ZIP of either.
     *
     * @throws NoSuchFileException when there is nothing at {@code path}
     * @throws IOException when it can't be read at all
     */
    public static Report verify(Path path) throws IOException {
        return new EvidenceVerifier(null).check(path);
    }

    /**
     * Checks what {@link #verify(Path)} does, and that each package is signed by one of {@code keys}.
     *
     * @throws NoSuchFileException when there is nothing at {@code path}
     * @throws IOException when it can't be read at all
     */
    public static Report verify(Path path, PublicKeys keys) throws IOException {
        return new EvidenceVerifier(keys).check(path);
    }

    private Report check(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            boolean single = Files.exists(path.resolve(Manifest.FILE), LinkOption.NOFOLLOW_LINKS);
            List<PackageFiles> packages = single ? List.of(PackageFiles.ofFolder(path)) : packagesIn(path);
            return report(packages, !single, path.toString());
        }
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path + ": not found (expected: an evidence package, its folder or its ZIP)");
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<PackageFiles> packages = PackageFiles.ofZip(zip, String.valueOf(path.getFileName()));
            return report(packages, packages.size() > 1, path.toString());
        } catch (ZipException e) {
            faults.add(new Fault(path.toString(), "no readable ZIP: " + e.getMessage()));
            return new Report(0, faults);
        }
    }

    // Folders that are still being written don't count, whoever left them.
    private List<PackageFiles> packagesIn(Path parent) throws IOException {
        List<PackageFiles> packages = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(parent)) {
            for (Path path : inside) {
                String name = String.valueOf(path.getFileName());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    if (!name.startsWith(PackageWriter.PARTIAL)) {
                        packages.add(PackageFiles.ofFolder(path));
                    }
                } else {
                    faults.add(new Fault(name, "not a package (expected: folders with a " + Manifest.FILE + ")"));
                }
            }
        }
        packages.sort((a, b) -> a.label().compareTo(b.label()));
        return packages;
    }

    private Report report(List<PackageFiles> packages, boolean chained, String path) {
        List<EvidenceChain.Member> members = new ArrayList<>();
        for (PackageFiles files : packages) {
            byte[] bytes = bytes(files, Manifest.FILE);
            Manifest manifest = bytes == null ? null : manifest(files, bytes);
            if (manifest != null && bytes != null) {
                checkSignature(files, bytes);
                members.add(new EvidenceChain.Member(files.label(), manifest, Sha256.hex(bytes)));
                checkFiles(files, manifest);
            }
            faults.addAll(files.refused());
        }
        if (chained) {
            faults.addAll(EvidenceChain.faults(members));
        }
        if (packages.isEmpty()) {
            faults.add(new Fault(path, "no evidence package (expected: a " + Manifest.FILE + ")"));
        }
        return new Report(packages.size(), unsigned, unchecked, faults);
    }

    private void checkSignature(PackageFiles files, byte[] manifest) {
        String path = files.label() + "/" + ManifestSignature.FILE;
        if (!files.files().containsKey(ManifestSignature.FILE)) {
            unsigned++;
            if (keys != null) {
                faults.add(new Fault(path, "missing: the package is not signed"));
            }
            return;
        }
        byte[] bytes = bytes(files, ManifestSignature.FILE);
        if (bytes == null) {
            return;
        }
        try {
            ManifestSignature signature = ManifestSignature.parse(bytes);
            if (keys == null) {
                unchecked.add(signature.key());
            } else if (!keys.ids().contains(signature.key())) {
                faults.add(
                        new Fault(path, "signed by the key " + signature.key() + " (expected: one of the given keys)"));
            } else if (!signature.holds(manifest, keys)) {
                faults.add(new Fault(path, "the signature does not belong to the manifest"));
            }
        } catch (IOException e) {
            faults.add(new Fault(path, String.valueOf(e.getMessage())));
        }
    }

    private byte @Nullable [] bytes(PackageFiles files, String name) {
        String path = files.label() + "/" + name;
        PackageFiles.Opener opener = files.files().get(name);
        if (opener == null) {
            faults.add(new Fault(path, "missing"));
            return null;
        }
        try (InputStream in = opener.open()) {
            byte[] bytes = in.readNBytes(MOST_MANIFEST_BYTES + 1);
            if (bytes.length <= MOST_MANIFEST_BYTES) {
                return bytes;
            }
            faults.add(new Fault(path, "larger than " + MOST_MANIFEST_BYTES + " bytes"));
        } catch (IOException e) {
            faults.add(new Fault(path, "not readable: " + e.getMessage()));
        }
        return null;
    }

    private @Nullable Manifest manifest(PackageFiles files, byte[] bytes) {
        String path = files.label() + "/" + Manifest.FILE;
        try {
            Manifest manifest = Manifest.parse(bytes);
            if (!manifest.sealHolds()) {
                faults.add(new Fault(path, "the seal does not belong to the content"));
            }
            if (!manifest.violation().path("id").asText().equals(manifest.id())
                    || !manifest.violation().path("camera").asText().equals(manifest.camera())) {
                faults.add(new Fault(path, "id or camera differ from the violation's"));
            }
            return manifest;
        } catch (IOException e) {
            faults.add(new Fault(path, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private void checkFiles(PackageFiles files, Manifest manifest) {
        Set<String> listed = new HashSet<>(Set.of(Manifest.FILE, ManifestSignature.FILE));
        for (Manifest.Entry entry : manifest.files()) {
            String path = files.label() + "/" + entry.path();
            PackageFiles.Opener opener = files.files().get(entry.path());
            if (!PackageFiles.isPlain(entry.path()) || !listed.add(entry.path())) {
                faults.add(new Fault(path, "listed with an unsafe name, or twice"));
            } else if (opener == null) {
                faults.add(new Fault(path, "missing"));
            } else {
                checkContent(path, entry, opener);
            }
        }
        for (String name : files.files().keySet()) {
            if (!listed.contains(name)) {
                faults.add(new Fault(files.label() + "/" + name, "added: the manifest does not list it"));
            }
        }
        Set<String> told = new HashSet<>();
        manifest.missing().forEach(missing -> told.add(missing.what()));
        for (String name : EXPECTED) {
            boolean there = listed.stream().anyMatch(path -> path.startsWith(name + "."));
            if (!there && !told.contains(name)) {
                faults.add(new Fault(files.label() + "/" + name, "neither listed nor told as missing"));
            }
        }
    }

    private void checkContent(String path, Manifest.Entry entry, PackageFiles.Opener opener) {
        if (entry.bytes() < 0 || entry.bytes() > MOST_FILE_BYTES) {
            faults.add(new Fault(
                    path, "listed with " + entry.bytes() + " bytes (expected: 0 to " + MOST_FILE_BYTES + ")"));
            return;
        }
        try (InputStream in = opener.open()) {
            // Reads no further than the first buffer past the listed size.
            Sha256.Digest digest = Sha256.of(in, entry.bytes());
            if (digest.bytes() != entry.bytes()) {
                faults.add(new Fault(
                        path,
                        (digest.bytes() > entry.bytes() ? "longer" : "shorter") + " than the " + entry.bytes()
                                + " bytes of the manifest"));
            } else if (!digest.hex().equals(entry.sha256())) {
                faults.add(new Fault(path, "changed: SHA-256 " + digest.hex() + " (expected: " + entry.sha256() + ")"));
            }
        } catch (IOException e) {
            faults.add(new Fault(path, "not readable: " + e.getMessage()));
        }
    }
}
