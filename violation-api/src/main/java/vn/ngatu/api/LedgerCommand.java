package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.core.blind.BlindInterval;
import vn.ngatu.core.blind.BlindLedger;

/** {@code ngatu ledger}: when what was not watched, whether the engine runs or not. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description =
                "Tells when cameras and rules of an engine were not watching, and why: one JSON object per line, by"
                        + " beginning; \"to\" is null while it goes on.")
final class LedgerCommand implements Callable<Integer> {

    private static final Duration PRESET = Duration.ofDays(1);

    @Parameters(paramLabel = "DATA", description = "The engine's data folder.")
    private Path data = Path.of("");

    @Option(names = "--camera", paramLabel = "ID", description = "One camera only.")
    private @Nullable String camera;

    @Option(names = "--from", paramLabel = "TIME", description = "Like 2026-11-22T08:15:30+07:00; a day before --to.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Now, if left out.")
    private @Nullable String to;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = data.resolve(BlindLedger.FOLDER);
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    data + ": no folder " + BlindLedger.FOLDER + " in it (expected: the data folder of an engine)");
        }
        Instant end = orElse(Arguments.instant("--to", to), Instant.now());
        Instant start = orElse(Arguments.instant("--from", from), end.minus(PRESET));
        if (!start.isBefore(end)) {
            throw new UsageException("--from: " + start + " (expected: before --to, " + end + ")");
        }
        PrintWriter out = spec.commandLine().getOut();
        for (BlindInterval interval : BlindLedger.query(folder, camera, start, end)) {
            out.println(BlindLedger.json(interval));
        }
        return 0;
    }

    private static Instant orElse(@Nullable Instant given, Instant preset) {
        return given == null ? preset : given;
    }
}
