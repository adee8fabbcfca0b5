package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The violations that are decided and not yet listed, each as a draft of its package: the tables as far as they were known,
 * no video. Whoever finds drafts when an engine starts knows that the one before was killed, and finishes them. Drafts are
 * written on the threads of the analyses and removed on that of the desk.
 */
final class OpenViolations {

    private static final Logger LOG = LoggerFactory.getLogger(OpenViolations.class);

    private final Path folder;

    private OpenViolations(Path folder) {
        this.folder = folder;
    }

    /** Those of {@code folder}, which is made when missing; half drafts are removed. */
    static OpenViolations in(Path folder) throws IOException {
        Files.createDirectories(folder);
        PackageWriter.sweep(folder);
        return new OpenViolations(folder);
    }

    /** Writes a draft; on the disk when this returns. */
    void note(PackageTask draft) throws IOException {
        draft.write(folder, EvidenceChain.none(), Reason.ENGINE_KILLED);
    }

    /** Removes a draft, if there is one. */
    void forget(String id) {
        try {
            PackageWriter.delete(folder.resolve(id));
        } catch (IOException e) {
            LOG.warn("evidence: a draft that is no longer needed can't be removed: {}", e.toString());
        }
    }

    /**
     * Makes packages of the drafts of a killed engine, which say so, as the next of {@code chain} in {@code root}. The drafts
     * stay until they are forgotten.
     *
     * @param settled whether the violation with an id has its package or its line already
     * @return the ids of all drafts
     */
    List<String> finish(Predicate<String> settled, Path root, EvidenceChain chain) throws IOException {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder)) {
            for (Path draft : drafts) {
                String id = String.valueOf(draft.getFileName());
                if (!settled.test(id)) {
                    finish(draft, id, root, chain);
                }
                ids.add(id);
            }
        }
        return ids;
    }

    private static void finish(Path draft, String id, Path root, EvidenceChain chain) throws IOException {
        Manifest manifest = Manifest.parse(Files.readAllBytes(draft.resolve(Manifest.FILE)));
        try (PackageWriter writer = PackageWriter.start(root, id)) {
            for (Manifest.Entry file : manifest.files()) {
                writer.add(
                        file.path(), file.role(), file.derivedFrom(), Files.readAllBytes(draft.resolve(file.path())));
            }
            Manifest whole = manifest.movedTo(chain.next(), writer.entries());
            chain.append(whole, writer.finish(whole));
        }
    }
}
