package vn.ngatu.bench.accuracy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The simulated scenarios, which lie beside the checkout or not at all. */
final class SimulatedSeeds {

    private static final Path SIM = Path.of(System.getProperty("ngatu.home"), "..", "shared", "sim");

    private SimulatedSeeds() {}

    /** Unpacks a seed, or some scenarios of it, into {@code folder}; skips the test where that can't be done. */
    static Path unpack(String seed, Path folder, String... scenarios) throws InterruptedException {
        Path archive = SIM.resolve(seed + ".tar.xz");
        assumeTrue(Files.exists(archive), "the simulated scenarios are not beside this checkout");
        List<String> command = new ArrayList<>(List.of("tar", "-xJf", archive.toString(), "-C", folder.toString()));
        for (String scenario : scenarios) {
            command.add(seed + "/" + scenario);
        }
        assumeTrue(runs(command), "no tar or xz");
        return folder.resolve(seed);
    }

    /** The scorer that is published with them; skips the test where it can't run. */
    static Path scorer() throws InterruptedException {
        assumeTrue(runs(List.of("/usr/bin/python3", "-c", "import numpy, scipy")), "no python3 with numpy and scipy");
        return SIM.resolve("score.py");
    }

    /** Whether {@code command} is there and ends well within five minutes. */
    static boolean runs(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(300, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // The program is not installed.
            return false;
        }
    }
}
