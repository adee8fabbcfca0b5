package vn.ngatu.core.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.ngatu.core.violation.ReportedViolation;

/**
 * The folder of a running engine: {@code violations.jsonl} and {@code evidence/} beside it. Opening it repairs what a crash
 * left: half packages are removed, a torn line is cut off, a violation that was decided and not written becomes a package
 * that says so, and a whole package whose line was not yet written gets its line. Owned by one engine at a time; closed by its owner.
 */
public final class EvidenceStore implements AutoCloseable {

    private static final String EVIDENCE = "evidence";

    private final Path root;
    private final FileChannel owner;
    private final ViolationJournal journal;
    private final OpenViolations open;
    private final EvidenceChain chain;
    private final int recovered;
    private final int swept;

    private EvidenceStore(
            Path root,
            FileChannel owner,
            ViolationJournal journal,
            OpenViolations open,
            EvidenceChain chain,
            int recovered,
            int swept) {
        this.root = root;
        this.owner = owner;
        this.journal = journal;
        this.open = open;
        this.chain = chain;
        this.recovered = recovered;
        this.swept = swept;
    }

    /**
     * Opens and repairs {@code folder}, which is made when missing.
     *
     * @throws IOException when it can't be used, or another engine uses it
     */
    public static EvidenceStore open(Path folder) throws IOException {
        Path root = folder.resolve(EVIDENCE);
        Files.createDirectories(root);
        FileChannel owner = own(folder);
        try {
            return open(folder, root, owner);
        } catch (IOException e) {
            owner.close();
            throw e;
        }
    }

    private static FileChannel own(Path folder) throws IOException {
        FileChannel owner =
                FileChannel.open(folder.resolve(".engine"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (owner.tryLock() != null) {
                return owner;
            }
        } catch (OverlappingFileLockException e) {
            // Another engine of this very process.
        }
        owner.close();
        throw new IOException(folder + ": used by another engine (expected: one engine per data folder)");
    }

    private static EvidenceStore open(Path folder, Path root, FileChannel owner) throws IOException {
        int swept = PackageWriter.sweep(root);
        Path file = folder.resolve("violations.jsonl");
        ViolationJournal journal = ViolationJournal.open(file);
        try {
            Set<String> listed = listed(file);
            OpenViolations open = OpenViolations.in(folder.resolve("decided"));
            List<String> drafts = open.finish(
                    id -> listed.contains(id) || Files.exists(root.resolve(id)), root, EvidenceChain.in(root));
            List<Manifest> unlisted = unlisted(root, listed);
            for (Manifest manifest : unlisted) {
                ObjectNode line = manifest.violation().deepCopy();
                line.put("evidence", EVIDENCE + "/" + manifest.id() + "/" + Manifest.FILE);
                journal.append(Json.asGiven(line));
            }
            PackageWriter.force(folder);
            drafts.forEach(open::forget);
            return new EvidenceStore(root, owner, journal, open, EvidenceChain.in(root), unlisted.size(), swept);
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    private static Set<String> listed(Path file) throws IOException {
        Set<String> ids = new HashSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = Json.MAPPER.readTree(line);
                ids.add(node.path("id").asText());
            }
        }
        return ids;
    }

    private static List<Manifest> unlisted(Path root, Set<String> listed) throws IOException {
        List<Manifest> found = new ArrayList<>();
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(root)) {
            for (Path each : packages) {
                Path manifest = each.resolve(Manifest.FILE);
                if (!listed.contains(String.valueOf(each.getFileName())) && Files.isRegularFile(manifest)) {
                    found.add(Manifest.parse(Files.readAllBytes(manifest)));
                }
            }
        }
        found.sort(Comparator.comparingLong(manifest -> manifest.chain().sequence()));
        return found;
    }

    /** The evidence folder. */
    Path root() {
        return root;
    }

    /** The packages' order so far. */
    EvidenceChain chain() {
        return chain;
    }

    /** Notes a decided violation by a draft of its package; on the disk when this returns. */
    void note(PackageTask draft) throws IOException {
        open.note(draft);
    }

    /** Forgets a noted violation that was taken back. */
    void forget(String id) {
        open.forget(id);
    }

    /** Lists a violation; its line is on the disk when this returns, and it is no longer open. */
    void list(ReportedViolation violation) throws IOException {
        journal.accept(violation);
        open.forget(violation.id());
    }

    /** How many whole packages got their line only when the folder was opened. */
    public int recovered() {
        return recovered;
    }

    /** How many half packages were removed when the folder was opened. */
    public int swept() {
        return swept;
    }

    @Override
    public void close() throws IOException {
        try (owner) {
            journal.close();
        }
    }
}
