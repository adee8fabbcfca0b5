package vn.ngatu.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence packages for tests, as {@code ngatu analyze} writes them; made once for all tests of a run. */
public final class SamplePackages {

    private static @Nullable Path made;

    private SamplePackages() {}

    /** A folder with {@code violations.jsonl} and, under {@code evidence}, one package with pictures and a clip. */
    public static synchronized Path folder() {
        Path is = made;
        if (is == null) {
            is = make();
            made = is;
        }
        return is;
    }

    /** The violation's line. */
    public static String line() {
        try {
            List<String> lines = Files.readAllLines(folder().resolve("violations.jsonl"));
            return lines.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("ngatu-sample-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            RedLightFiles files = new RedLightFiles(folder);
            Path out = folder.resolve("out");
            CommandLineRun run = CommandLineRun.of(
                    "analyze",
                    "--scene",
                    files.scene,
                    "--video",
                    files.clip,
                    "--detections",
                    files.detections,
                    "--signals",
                    files.signals,
                    "--out",
                    out);
            if (run.code() != 0) {
                throw new IllegalStateException("analyze: " + run.err());
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // The system's temporary folder: its own cleaning takes it.
        }
    }
}
