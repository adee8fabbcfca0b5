package vn.ngatu.core.evidence;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of the packages of one evidence folder: each names the one before by the hash of its manifest. Owned by the
 * one thread that writes there.
 */
final class EvidenceChain {

    private long sequence;
    private Manifest.@Nullable Link newest;

    private EvidenceChain() {}

    /** A package in its chain. */
    record Member(String label, Manifest manifest, String sha256) {}

    /** A chain of packages that have no order yet. */
    static EvidenceChain none() {
        return new EvidenceChain();
    }

    /** The chain of {@code folder}, to be continued after the newest package there; a missing folder is an empty chain. */
    static EvidenceChain in(Path folder) throws IOException {
        EvidenceChain chain = new EvidenceChain();
        if (!Files.isDirectory(folder)) {
            return chain;
        }
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(
                folder, path -> !String.valueOf(path.getFileName()).startsWith(PackageWriter.PARTIAL))) {
            for (Path path : packages) {
                Path file = path.resolve(Manifest.FILE);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] bytes = Files.readAllBytes(file);
                    Manifest manifest = Manifest.parse(bytes);
                    if (manifest.chain().sequence() > chain.sequence) {
                        chain.append(manifest, Sha256.hex(bytes));
                    }
                }
            }
        }
        return chain;
    }

    /** The place of the package to be written next. */
    Manifest.Chain next() {
        return new Manifest.Chain(sequence + 1, newest);
    }

    /** Makes {@code manifest}, whose bytes have the hash {@code sha256}, the newest package. */
    void append(Manifest manifest, String sha256) {
        sequence = manifest.chain().sequence();
        newest = new Manifest.Link(manifest.id(), sha256);
    }

    /** What is wrong with the order of packages that should be a whole chain. */
    static List<EvidenceVerifier.Fault> faults(List<Member> members) {
        List<EvidenceVerifier.Fault> faults = new ArrayList<>();
        List<Member> ordered = new ArrayList<>(members);
        ordered.sort(
                Comparator.comparingLong(member -> member.manifest().chain().sequence()));
        Member before = null;
        for (Member member : ordered) {
            String fault = fault(before, member);
            if (fault != null) {
                faults.add(new EvidenceVerifier.Fault(member.label() + "/" + Manifest.FILE, fault));
            }
            if (!member.label().equals(member.manifest().id())
                    && !member.label().endsWith("/" + member.manifest().id())) {
                faults.add(new EvidenceVerifier.Fault(
                        member.label(),
                        "renamed (expected: " + member.manifest().id() + ")"));
            }
            before = member;
        }
        return faults;
    }

    private static @Nullable String fault(@Nullable Member before, Member member) {
        Manifest.Chain chain = member.manifest().chain();
        Manifest.Link expected =
                before == null ? null : new Manifest.Link(before.manifest().id(), before.sha256());
        long place = before == null ? 1 : before.manifest().chain().sequence() + 1;
        if (chain.sequence() != place) {
            return "chain: number " + chain.sequence() + " (expected: " + place + ")";
        }
        if (expected == null ? chain.previous() != null : !expected.equals(chain.previous())) {
            return "chain: follows " + chain.previous() + " (expected: " + expected + ")";
        }
        return null;
    }
}
