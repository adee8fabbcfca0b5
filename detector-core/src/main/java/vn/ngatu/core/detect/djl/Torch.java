package vn.ngatu.core.detect.djl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import vn.ngatu.core.config.ConfigException;

/** What Ngatu relies on before libtorch is asked: its settings and files of the right kind. */
final class Torch {

    // Parallelism comes from one detector per core: threads inside one run collapse when the machine is busy. The last
    // two keep DJL from asking the network.
    private static final Map<String, String> DEFAULTS = Map.of(
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true");

    private static final String EXPECTED = "a TorchScript file; a training checkpoint must be exported first";

    private Torch() {}

    /** Sets what the command line didn't. Must run before DJL's engine starts; later calls change nothing. */
    static void configure() {
        DEFAULTS.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }

    /**
     * Refuses a file that is no archive with code in it, such as a training checkpoint: libtorch would, too, but with a C++
     * stack on the error stream.
     */
    static void requireScript(Path file) throws ConfigException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            if (archive.stream().noneMatch(entry -> entry.getName().contains("/code/"))) {
                throw new ConfigException(file.toString(), "an archive without code", EXPECTED);
            }
        } catch (ZipException e) {
            throw new ConfigException(file.toString(), "not an archive", EXPECTED);
        } catch (IOException e) {
            throw new ConfigException(file.toString(), String.valueOf(e.getMessage()), EXPECTED);
        }
    }
}
