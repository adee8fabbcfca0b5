package vn.ngatu.core.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of one package as a checker may touch them: only plain names, only regular files, nothing followed and
 * nothing unpacked to the disk.
 *
 * @param label the package's folder as messages call it
 * @param files what may be read, by name
 * @param refused what may not, with the reason
 */
record PackageFiles(String label, SortedMap<String, Opener> files, List<EvidenceVerifier.Fault> refused) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int MOST_FILES = 64;
    private static final int MOST_ZIP_ENTRIES = 20_000;
    // Pictures and video hardly shrink and our tables shrink tenfold; only a bomb does better.
    private static final long HARMLESS = 1 << 20;
    private static final long MOST_RATIO = 100;

    /** Opens a file for reading. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /** Whether {@code name} is one that a package may use: letters, digits, dot, dash and underscore, no path. */
    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !name.contains("..");
    }

    /** The package in {@code folder}. */
    static PackageFiles ofFolder(Path folder) throws IOException {
        PackageFiles found =
                empty(String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path path : inside) {
                String name = String.valueOf(path.getFileName());
                BasicFileAttributes is =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (is.isSymbolicLink()) {
                    found.refuse(name, "symbolic link (expected: a regular file)");
                } else if (!is.isRegularFile()) {
                    found.refuse(name, (is.isDirectory() ? "folder" : "special file") + " (expected: a regular file)");
                } else {
                    found.offer(name, () -> Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS));
                }
            }
        }
        found.refused.sort(Comparator.comparing(EvidenceVerifier.Fault::path));
        return found;
    }

    /** The packages in a ZIP, one for each folder that holds files; they can be read until it is closed. */
    static List<PackageFiles> ofZip(ZipFile zip, String label) {
        SortedMap<String, PackageFiles> packages = new TreeMap<>();
        List<? extends ZipEntry> entries =
                zip.stream().limit(MOST_ZIP_ENTRIES + 1L).toList();
        if (entries.size() > MOST_ZIP_ENTRIES) {
            PackageFiles whole = empty(label);
            whole.refuse("", "more than " + MOST_ZIP_ENTRIES + " entries");
            return List.of(whole);
        }
        for (ZipEntry entry : entries) {
            String path = entry.getName();
            int slash = path.lastIndexOf('/');
            String folder = path.substring(0, Math.max(slash, 0));
            boolean plain =
                    folder.isEmpty() || List.of(folder.split("/", -1)).stream().allMatch(PackageFiles::isPlain);
            PackageFiles found =
                    packages.computeIfAbsent(plain ? folder : "", name -> empty(name.isEmpty() ? label : name));
            if (!plain) {
                found.refuse(path, "unsafe path (expected: FOLDER/FILE)");
            } else if (!entry.isDirectory()) {
                found.offerEntry(path.substring(slash + 1), zip, entry);
            }
        }
        // A folder entry without files, such as the parent of several packages, is no package.
        packages.values().removeIf(found -> found.files.isEmpty() && found.refused.isEmpty());
        return new ArrayList<>(packages.values());
    }

    private void offerEntry(String name, ZipFile zip, ZipEntry entry) {
        long size = entry.getSize();
        if (size < 0 || (size > HARMLESS && size > MOST_RATIO * Math.max(1, entry.getCompressedSize()))) {
            refuse(
                    name,
                    "unpacks from " + entry.getCompressedSize() + " to " + size + " bytes (expected: at most "
                            + MOST_RATIO + " times)");
            return;
        }
        offer(name, () -> {
            InputStream in = zip.getInputStream(entry);
            if (in == null) {
                throw new IOException("not in the archive");
            }
            return in;
        });
    }

    private static PackageFiles empty(String label) {
        return new PackageFiles(label, new TreeMap<>(), new ArrayList<>());
    }

    private void offer(String name, Opener opener) {
        if (!isPlain(name)) {
            refuse(name, "unsafe name (expected: letters, digits, dot, dash, underscore)");
        } else if (files.size() >= MOST_FILES) {
            refuse(name, "too many files (expected: at most " + MOST_FILES + ")");
        } else if (files.putIfAbsent(name, opener) != null) {
            refuse(name, "twice in the archive");
        }
    }

    private void refuse(String name, String why) {
        if (refused.size() < MOST_FILES) {
            refused.add(new EvidenceVerifier.Fault(label + "/" + name, why));
        }
    }
}
