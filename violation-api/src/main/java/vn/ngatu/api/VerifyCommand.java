package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.ngatu.core.evidence.EvidenceVerifier;

/** {@code ngatu verify}: checks evidence offline. Exit code 0 only if everything holds. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks an evidence package, its ZIP, or a folder of packages: every file's hash, and the chain.")
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "A package, its ZIP, or the folder of packages that analyze wrote.")
    private Path path = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.exists(path)) {
            throw new UsageException(path + ": no such file or folder (expected: an evidence package)");
        }
        EvidenceVerifier.Report report = EvidenceVerifier.verify(path);
        PrintWriter out = spec.commandLine().getOut();
        report.faults().forEach(fault -> out.println("FAULT " + fault));
        String packages = report.packages() == 1 ? "1 package" : report.packages() + " packages";
        out.println(
                report.ok()
                        ? "OK " + packages
                        : "FAILED " + packages + ", faults: " + report.faults().size());
        return report.ok() ? 0 : 1;
    }
}
