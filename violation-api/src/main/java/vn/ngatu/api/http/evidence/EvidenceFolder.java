package vn.ngatu.api.http.evidence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.http.problem.ProblemException;
import vn.ngatu.api.http.problem.ProblemType;
import vn.ngatu.api.review.Case;
import vn.ngatu.core.evidence.Manifest;

/**
 * The files of one case's package, by name. A name is looked up among the regular files of the folder and never becomes
 * part of a path otherwise; links are not followed.
 */
final class EvidenceFolder {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Map<String, String> TYPES = Map.of(
            "jpg", "image/jpeg", "mp4", "video/mp4", "csv", "text/csv; charset=utf-8", "json", "application/json");

    private final Path folder;
    private final List<Entry> entries;

    private EvidenceFolder(Path folder, List<Entry> entries) {
        this.folder = folder;
        this.entries = List.copyOf(entries);
    }

    /**
     * A file of the package.
     *
     * @param role what the manifest says it is; {@code manifest} for the manifest itself
     * @param sha256 as the manifest states it, in hexadecimal digits; null for files that it can't list
     */
    record Entry(
            String name,
            String type,
            @Nullable String role,
            long bytes,
            @Nullable String sha256) {}

    /** The package of {@code of} under {@code root}. */
    static EvidenceFolder of(Path root, Case of) throws IOException {
        if (of.purgedAt() != null) {
            throw ProblemException.of(ProblemType.GONE, "evidence: deleted at " + of.purgedAt());
        }
        Path folder = root.resolve(of.evidence()).normalize();
        if (!folder.startsWith(root.normalize()) || !Files.isDirectory(folder)) {
            throw ProblemException.of(ProblemType.DAMAGED, "evidence: missing");
        }
        Manifest manifest = Manifest.parse(Files.readAllBytes(folder.resolve(Manifest.FILE)));
        Map<String, Manifest.Entry> listed = new HashMap<>();
        manifest.files().forEach(entry -> listed.put(entry.path(), entry));
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path path : inside) {
                String name = String.valueOf(path.getFileName());
                BasicFileAttributes is =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (is.isRegularFile() && PLAIN.matcher(name).matches()) {
                    entries.add(entry(name, is.size(), of, listed.get(name)));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::name));
        return new EvidenceFolder(folder, entries);
    }

    private static Entry entry(String name, long bytes, Case of, Manifest.@Nullable Entry listed) {
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        if (listed != null) {
            return new Entry(name, type, listed.role(), bytes, listed.sha256());
        }
        boolean manifest = name.equals(Manifest.FILE);
        return new Entry(name, type, manifest ? "manifest" : null, bytes, manifest ? of.manifest() : null);
    }

    /** The folder's own name. */
    String name() {
        return String.valueOf(folder.getFileName());
    }

    /** All files by name. */
    List<Entry> entries() {
        return entries;
    }

    /** The file {@code name}; empty when the package has none. */
    Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Where {@code entry} lies. */
    Path path(Entry entry) {
        return folder.resolve(entry.name());
    }
}
