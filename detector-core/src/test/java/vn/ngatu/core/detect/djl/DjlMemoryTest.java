package vn.ngatu.core.detect.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.media.TensorFrame;

/** Native memory stays flat: an unclosed tensor per frame shows as megabytes here long before the heap notices. */
class DjlMemoryTest {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int FRAMES = 10_000;

    // Copies the frame to float and returns 25 KB: a leak of either grows by 250 MB.
    private static final String COPYING = """
            y = torch.add(torch.to(x, 6, False, False, None), 1.)
            return torch.mul(torch.reshape(y, [1, 1024, 6]), 0.)
            """;

    private final Path directory;

    DjlMemoryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void tenThousandFramesLeaveNothingBehind() throws Exception {
        TinyModel.write(directory, COPYING, "float32", "bgr", 255);
        TensorFrame frame = Tensors.of(64, 32, 64, 32);
        try (DjlDetector detector = DjlDetector.load(ModelFolder.load(directory))) {
            detect(detector, frame, FRAMES / 10);
            long arrays = detector.nativeArrays();
            long before = residentKilobytes();
            detect(detector, frame, FRAMES);
            assertThat(detector.nativeArrays()).isEqualTo(arrays);
            assumeTrue(before > 0, "resident memory is read from /proc, which this system doesn't have");
            assertThat(residentKilobytes() - before).isLessThan(100_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"street-detector", "street-detector-int8"})
    void detectorsGiveTheirMemoryBack(String name) throws Exception {
        ModelFolder folder = ModelFolder.load(Path.of(System.getProperty("ngatu.home"), "models", name));
        DjlDetector.load(folder).close();
        DjlDetector.load(folder).close();
        long before = residentKilobytes();
        for (int i = 0; i < 10; i++) {
            DjlDetector.load(folder).close();
        }
        assumeTrue(before > 0, "resident memory is read from /proc, which this system doesn't have");
        // A lost model would cost 10 MB and more each time, 100 MB in all.
        assertThat(residentKilobytes() - before).isLessThan(90_000);
    }

    private static void detect(DjlDetector detector, TensorFrame frame, int times) {
        for (int i = 0; i < times; i++) {
            detector.detect(frame);
        }
    }

    // Without the Java heap, whose growth says nothing of native memory.
    private static long residentKilobytes() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        long resident = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        return Math.max(1, resident - Runtime.getRuntime().totalMemory() / 1024);
    }
}
