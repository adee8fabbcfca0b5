package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.evidence.sign.ManifestSignature;
import vn.ngatu.core.evidence.sign.PublicKeys;
import vn.ngatu.core.evidence.sign.SigningKey;

class EvidenceVerifierTest {

    private final Path folder;

    EvidenceVerifierTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFreshPackageItsFolderAndTheirZipsHold() throws IOException {
        Path root = folder.resolve("evidence");
        Path first = TestPackages.write(root, 1);
        TestPackages.write(root, 2);
        Path third = TestPackages.write(root, 3);
        assertThat(EvidenceVerifier.verify(first)).isEqualTo(new EvidenceVerifier.Report(1, List.of()));
        assertThat(EvidenceVerifier.verify(root)).isEqualTo(new EvidenceVerifier.Report(3, List.of()));
        Path flat = TestPackages.zip(third, third, folder.resolve("one.zip"));
        assertThat(EvidenceVerifier.verify(flat)).isEqualTo(new EvidenceVerifier.Report(1, List.of()));
        Path nested = TestPackages.zip(folder, root, folder.resolve("all.zip"));
        assertThat(EvidenceVerifier.verify(nested)).isEqualTo(new EvidenceVerifier.Report(3, List.of()));
    }

    @Test
    void everyFlippedByteIsFound() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        for (Path file : list(made)) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i++) {
                // One bit, another letter case, every bit: each kind of flip meets each part of the files.
                int flip = new int[] {1, 0x20, 0xff}[i % 3];
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) flip;
                Files.write(file, changed);
                assertThat(EvidenceVerifier.verify(made).ok())
                        .as("%s, byte %d ^ %d", file.getFileName(), i, flip)
                        .isFalse();
            }
            Files.write(file, bytes);
        }
        assertThat(EvidenceVerifier.verify(made).ok()).isTrue();
    }

    @Test
    void cutLengthenedMissingAddedAndRenamedFilesAreFound() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        Path table = made.resolve("signals.csv");
        byte[] bytes = Files.readAllBytes(table);
        Files.write(table, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertOnlyFault(made, "signals.csv", "shorter");
        Files.write(table, java.util.Arrays.copyOf(bytes, bytes.length + 1));
        assertOnlyFault(made, "signals.csv", "longer");
        Files.write(table, bytes);
        Files.writeString(made.resolve("note.txt"), "added");
        assertOnlyFault(made, "note.txt", "added");
        Files.delete(made.resolve("note.txt"));
        Files.createDirectory(made.resolve("sub"));
        assertOnlyFault(made, "sub", "folder");
        Files.delete(made.resolve("sub"));
        Files.delete(table);
        assertOnlyFault(made, "signals.csv", "missing");
        Files.write(made.resolve("signal.csv"), bytes);
        assertThat(EvidenceVerifier.verify(made).faults())
                .extracting(EvidenceVerifier.Fault::what)
                .anyMatch(what -> what.equals("missing"))
                .anyMatch(what -> what.startsWith("added"));
    }

    @Test
    void aManifestThatWasEditedIsFoundEvenInFormOnly() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        Path file = made.resolve(Manifest.FILE);
        String text = Files.readString(file);
        Files.writeString(file, text.replace("motorcycle", "car"));
        assertOnlyFault(made, Manifest.FILE, "seal");
        Files.writeString(file, text + "\n");
        assertOnlyFault(made, Manifest.FILE, "canonical");
        Files.writeString(file, "{\"id\":\"x\"," + text.substring(1));
        assertOnlyFault(made, Manifest.FILE, "Duplicate");
        Files.writeString(file, "{}");
        assertOnlyFault(made, Manifest.FILE, "manifest:");
        Files.writeString(file, "[".repeat(5000));
        assertOnlyFault(made, Manifest.FILE, "manifest:");
        Files.write(file, new byte[2 << 20]);
        assertOnlyFault(made, Manifest.FILE, "larger");
    }

    @Test
    void aResealedManifestThatDropsAPictureSilentlyIsFound() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        Path file = made.resolve(Manifest.FILE);
        Manifest manifest = Manifest.parse(Files.readAllBytes(file));
        Manifest forged = TestPackages.manifest(
                TestPackages.reported(TestPackages.redLight(1, 12.64), null),
                manifest.files().subList(0, 1),
                manifest.chain());
        Files.delete(made.resolve("track.csv"));
        Files.write(file, forged.sealed().bytes());
        assertOnlyFault(made, "track", "neither listed nor told");
    }

    @Test
    void aSymbolicLinkIsRefusedEvenToTheRightContent() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        Path elsewhere = Files.move(made.resolve("signals.csv"), folder.resolve("signals.csv"));
        Files.createSymbolicLink(made.resolve("signals.csv"), elsewhere);
        assertThat(EvidenceVerifier.verify(made).faults())
                .anyMatch(fault -> fault.what().startsWith("symbolic link"));
        assertThat(EvidenceVerifier.verify(made).ok()).isFalse();
    }

    @Test
    void aBrokenChainIsFound() throws IOException {
        Path root = folder.resolve("evidence");
        Path first = TestPackages.write(root, 1);
        Path second = TestPackages.write(root, 2);
        TestPackages.write(root, 3);
        Path aside = folder.resolve("aside");
        Files.move(second, aside);
        assertThat(EvidenceVerifier.verify(root).faults())
                .singleElement()
                .asString()
                .contains("chain: number 3 (expected: 2)");
        Files.move(aside, second);
        assertThat(EvidenceVerifier.verify(root).ok()).isTrue();
        // The first, rewritten as a whole: it holds alone, but its successor no longer follows it.
        Manifest manifest = Manifest.parse(Files.readAllBytes(first.resolve(Manifest.FILE)));
        Files.writeString(first.resolve("track.csv"), "forged");
        List<Manifest.Entry> entries = List.of(
                manifest.files().get(0),
                new Manifest.Entry(
                        "track.csv",
                        "track",
                        null,
                        6,
                        Sha256.hex("forged".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        Files.write(
                first.resolve(Manifest.FILE),
                TestPackages.manifest(
                                TestPackages.reported(TestPackages.redLight(1, 12.64), null), entries, manifest.chain())
                        .sealed()
                        .bytes());
        assertThat(EvidenceVerifier.verify(first).ok()).isTrue();
        assertThat(EvidenceVerifier.verify(root).faults())
                .singleElement()
                .asString()
                .startsWith(second.getFileName() + "/manifest.json: chain: follows");
    }

    @Test
    void aRenamedPackageAndAStrayFileInTheFolderAreFound() throws IOException {
        Path root = folder.resolve("evidence");
        Path made = TestPackages.write(root, 1);
        Files.move(made, root.resolve("other"));
        Files.writeString(root.resolve("stray.txt"), "x");
        assertThat(EvidenceVerifier.verify(root).faults())
                .extracting(EvidenceVerifier.Fault::toString)
                .anyMatch(fault -> fault.startsWith("other: renamed"))
                .anyMatch(fault -> fault.startsWith("stray.txt: not a package"));
    }

    @Test
    void aFolderThatWasBeingWrittenIsNoPackage() throws IOException {
        Path root = folder.resolve("evidence");
        TestPackages.write(root, 1);
        Files.createDirectory(root.resolve(PackageWriter.PARTIAL + "half"));
        assertThat(EvidenceVerifier.verify(root).ok()).isTrue();
    }

    @Test
    void nothingToCheckIsNotAllWell() throws IOException {
        assertThat(EvidenceVerifier.verify(folder).ok()).isFalse();
        assertThat(EvidenceVerifier.verify(Files.writeString(folder.resolve("no.zip"), "text"))
                        .ok())
                .isFalse();
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> EvidenceVerifier.verify(folder.resolve("absent")));
    }

    @Test
    void aZipThatClimbsOutIsRefusedAndNothingIsWritten() throws IOException {
        for (String name : List.of("../evil.txt", "/etc/evil", "a/../../evil", "C:\\evil", "a\\..\\evil", "..")) {
            Path zip = folder.resolve("hostile.zip");
            zipOf(zip, name, new byte[] {1});
            assertThat(EvidenceVerifier.verify(zip).ok()).as(name).isFalse();
            assertThat(EvidenceVerifier.verify(zip).faults())
                    .as(name)
                    .anyMatch(fault -> fault.what().startsWith("unsafe"));
        }
        assertThat(folder.resolveSibling("evil.txt")).doesNotExist();
    }

    @Test
    void aZipBombIsRefusedUnread() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        zipOf(zip, "clip.mp4", new byte[32 << 20]);
        assertThat(EvidenceVerifier.verify(zip).faults())
                .anyMatch(fault -> fault.what().startsWith("unpacks"));
    }

    @Test
    void aChangedZipIsFound() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        Path table = made.resolve("signals.csv");
        Files.writeString(table, Files.readString(table).replace("start", "begin"));
        Path zip = TestPackages.zip(made, made, folder.resolve("one.zip"));
        assertThat(EvidenceVerifier.verify(zip).faults())
                .singleElement()
                .asString()
                .contains("signals.csv: changed");
    }

    @Test
    void aFailedPackageLeavesNothingBehind() throws IOException {
        Path root = folder.resolve("evidence");
        try (PackageWriter writer = PackageWriter.start(root, "abc")) {
            writer.add("track.csv", "track", null, new byte[3]);
            assertThat(root.resolve("abc")).doesNotExist();
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aPackageIsNeverOverwrittenAndAnUnwritableFolderIsTold() throws IOException {
        Path root = folder.resolve("evidence");
        TestPackages.write(root, 1);
        assertThatIOException().isThrownBy(() -> TestPackages.write(root, 1)).withMessageContaining("exists already");
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThatIOException().isThrownBy(() -> TestPackages.write(file.resolve("evidence"), 1));
    }

    @Test
    void theSameContentGivesTheSameManifest() throws IOException {
        Path made = TestPackages.write(folder.resolve("one"), 1);
        Path again = TestPackages.write(folder.resolve("two"), 1);
        byte[] bytes = Files.readAllBytes(made.resolve(Manifest.FILE));
        assertThat(Files.readAllBytes(again.resolve(Manifest.FILE))).isEqualTo(bytes);
    }

    @Test
    void aSignedPackageHoldsAndItsKeyIsAskedForOnlyWhenKeysAreGiven() throws IOException {
        Path root = folder.resolve("evidence");
        Path made = TestPackages.write(root, 1);
        SigningKey key = SigningKey.create();
        byte[] manifest = Files.readAllBytes(made.resolve(Manifest.FILE));
        Files.write(
                made.resolve(ManifestSignature.FILE),
                ManifestSignature.of(manifest, key).bytes());
        assertThat(EvidenceVerifier.verify(made, key.published()))
                .isEqualTo(new EvidenceVerifier.Report(1, 0, new TreeSet<>(), List.of()));
        assertThat(EvidenceVerifier.verify(made))
                .isEqualTo(new EvidenceVerifier.Report(1, 0, new TreeSet<>(List.of(key.id())), List.of()));
        Path zip = TestPackages.zip(folder, root, folder.resolve("all.zip"));
        assertThat(EvidenceVerifier.verify(zip, key.published()).ok()).isTrue();
        assertThat(EvidenceVerifier.verify(made, SigningKey.create().published())
                        .faults())
                .singleElement()
                .asString()
                .contains("signed by the key " + key.id());
    }

    @Test
    void aMissingForeignOrBrokenSignatureIsAFaultWhenKeysAreGiven() throws IOException {
        Path made = TestPackages.write(folder.resolve("evidence"), 1);
        PublicKeys keys = SigningKey.create().published();
        assertThat(EvidenceVerifier.verify(made).ok()).isTrue();
        assertThat(EvidenceVerifier.verify(made).unsigned()).isEqualTo(1);
        assertThat(EvidenceVerifier.verify(made, keys).faults())
                .singleElement()
                .asString()
                .contains("not signed");
        Path file = made.resolve(ManifestSignature.FILE);
        SigningKey key = SigningKey.create();
        Files.write(file, ManifestSignature.of(new byte[] {1}, key).bytes());
        assertThat(EvidenceVerifier.verify(made, key.published()).faults())
                .singleElement()
                .asString()
                .contains("does not belong to the manifest");
        Files.write(file, new byte[] {1, 2});
        assertThat(EvidenceVerifier.verify(made).ok()).isFalse();
    }

    private static void assertOnlyFault(Path made, String file, String what) throws IOException {
        assertThat(EvidenceVerifier.verify(made).faults())
                .singleElement()
                .asString()
                .startsWith(made.getFileName() + "/" + file + ":")
                .contains(what);
    }

    private static void zipOf(Path target, String name, byte[] content) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
