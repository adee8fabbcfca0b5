package vn.ngatu.core.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One evidence package while it is written: in a folder whose name starts with {@value #PARTIAL}, which takes its real name only
 * when everything in it is on the disk. Owned by one thread; {@link #close} removes what was not finished.
 */
final class PackageWriter implements AutoCloseable {

    /** How the names of folders start that are still being written, or were when the engine died. */
    static final String PARTIAL = ".partial-";

    private final Path target;
    private final Path folder;
    private final List<Manifest.Entry> entries = new ArrayList<>();

    private PackageWriter(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    /** Starts the package {@code id} in the folder {@code root}, which is made when needed. */
    static PackageWriter start(Path root, String id) throws IOException {
        Path target = root.resolve(id);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target + ": exists already (expected: a new package)");
        }
        Files.createDirectories(root);
        Path folder = root.resolve(PARTIAL + id);
        delete(folder);
        return new PackageWriter(target, Files.createDirectory(folder));
    }

    /** Where the file {@code name} is to be written; afterwards {@link #added} must be called. */
    Path path(String name) {
        return folder.resolve(name);
    }

    /** Lists a file that was written to {@link #path}. */
    void added(String name, String role, @Nullable String derivedFrom) throws IOException {
        Path file = path(name);
        force(file);
        Sha256.Digest digest = Sha256.of(file);
        entries.add(new Manifest.Entry(name, role, derivedFrom, digest.bytes(), digest.hex()));
    }

    /** Writes and lists a file. */
    void add(String name, String role, @Nullable String derivedFrom, byte[] content) throws IOException {
        Files.write(path(name), content, StandardOpenOption.CREATE_NEW);
        added(name, role, derivedFrom);
    }

    /** The files so far, sorted by path. */
    List<Manifest.Entry> entries() {
        return entries.stream()
                .sorted(Comparator.comparing(Manifest.Entry::path))
                .toList();
    }

    /**
     * Writes the manifest, which must list {@link #entries}, and gives the package its real name.
     *
     * @return the hash of the manifest's bytes
     */
    String finish(Manifest manifest) throws IOException {
        byte[] bytes = manifest.bytes();
        Path file = path(Manifest.FILE);
        Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
        force(file);
        force(folder);
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        force(target.toAbsolutePath().getParent());
        return Sha256.hex(bytes);
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }

    /** Removes what was being written when an engine died, and tells how many packages that were. */
    static int sweep(Path root) throws IOException {
        int swept = 0;
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(root, PARTIAL + "*")) {
            for (Path half : halves) {
                delete(half);
                swept++;
            }
        }
        return swept;
    }

    /** Forces a file, or the names in a folder, to the disk. */
    static void force(@Nullable Path path) throws IOException {
        if (path == null) {
            return;
        }
        boolean directory = Files.isDirectory(path);
        if (directory && System.getProperty("os.name", "").startsWith("Windows")) {
            // Windows can't open a directory; its file system journals the rename.
            return;
        }
        try (FileChannel channel =
                FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Removes a package, or what is there of it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            inside.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.delete(folder);
    }
}
