package vn.ngatu.api;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.core.media.MediaException;

/**
 * The folder that a run's results go to, all or nothing: they are written into a hidden folder inside it and moved into
 * place by {@link #commit}; {@link #close} without a commit removes them, so that earlier results stay and no half
 * result is ever seen. Used by one thread.
 */
final class OutputFolder implements AutoCloseable {

    private static final String PARTIAL = ".partial-";
    private static final List<String> RESULTS =
            List.of("violations.jsonl", "evidence", "explain.jsonl", "tracks.csv", "run.json");

    private final Path folder;
    private final Path partial;
    private final boolean made;

    private OutputFolder(Path folder, Path partial, boolean made) {
        this.folder = folder;
        this.partial = partial;
        this.made = made;
    }

    /** Prepares {@code folder}, creating it and its parents where missing. */
    static OutputFolder open(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException("--out: " + folder + " is a file (expected: a folder)");
        }
        boolean made = !Files.exists(folder);
        try {
            Files.createDirectories(folder);
            return new OutputFolder(folder, Files.createTempDirectory(folder, PARTIAL), made);
        } catch (IOException e) {
            throw new UsageException(
                    "--out: " + folder + " cannot be written: " + reason(e) + " (expected: a writable folder)");
        }
    }

    /** The fault of writing to {@code out}, told with its name: a full disk does not tell which. */
    static IOException named(Path out, IOException fault) {
        boolean tellsFile = fault instanceof MediaException || fault instanceof FileSystemException;
        return tellsFile
                ? fault
                : new IOException(
                        "--out: " + out + ": " + fault.getMessage() + " (expected: room for the results)", fault);
    }

    /** Where results are to be written until they are whole. */
    Path partial() {
        return partial;
    }

    /** Moves every result into place; those of an earlier run go, also where this one has none of their kind. */
    void commit() throws IOException {
        for (String name : RESULTS) {
            deleteTree(folder.resolve(name));
        }
        try (Stream<Path> results = Files.list(partial)) {
            for (Path result : results.sorted().toList()) {
                move(result, folder.resolve(result.getFileName()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        deleteTree(partial);
        if (made && isEmpty(folder)) {
            Files.delete(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
