package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.core.evidence.EvidenceVerifier;
import vn.ngatu.core.evidence.sign.PublicKeys;

/** {@code ngatu verify}: checks evidence offline. Exit code 0 only if everything holds. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks an evidence package, its ZIP, or a folder of packages: every file's hash, the chain, and,"
                + " with --key, the signatures.")
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "A package, its ZIP, or the folder of packages that analyze wrote.")
    private Path path = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "PATH",
            description =
                    "A public key, or the folder of those that were published: every package must be signed by one.")
    private @Nullable Path keys;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(path)) {
            throw new UsageException(path + ": no such file or folder (expected: an evidence package)");
        }
        Path published = keys;
        EvidenceVerifier.Report report = published == null
                ? EvidenceVerifier.verify(path)
                : EvidenceVerifier.verify(path, PublicKeys.read(published));
        PrintWriter out = spec.commandLine().getOut();
        report.faults().forEach(fault -> out.println("FAULT " + fault));
        String packages = report.packages() == 1 ? "1 package" : report.packages() + " packages";
        out.println(
                report.ok()
                        ? "OK " + packages
                        : "FAILED " + packages + ", faults: " + report.faults().size());
        tellSignatures(report, out);
        return report.ok() ? 0 : 1;
    }

    private static void tellSignatures(EvidenceVerifier.Report report, PrintWriter out) {
        if (report.unsigned() > 0) {
            out.println("NOTE not signed: " + report.unsigned());
        }
        if (!report.unchecked().isEmpty()) {
            out.println("NOTE signatures not checked, give --key for: " + String.join(", ", report.unchecked()));
        }
    }
}
