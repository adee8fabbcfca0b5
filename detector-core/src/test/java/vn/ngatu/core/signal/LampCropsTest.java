package vn.ngatu.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.media.RgbImage;

/**
 * Single pictures of real heads by day, each without any history. The limits were set on the training part; the test part only
 * confirms them.
 */
class LampCropsTest {

    private static final Path CROPS = Path.of(System.getProperty("ngatu.home", ".."), "..", "shared", "data", "lamps");

    @ParameterizedTest
    @ValueSource(strings = {"training", "test"})
    void noRedIsTakenForGreenOrTheReverseAndFewAreUndecided(String part) throws IOException {
        assumeTrue(Files.isDirectory(CROPS.resolve(part)), "the crops of real signal heads are not here");
        Map<SignalState, Integer> red = read(part, "red");
        Map<SignalState, Integer> amber = read(part, "yellow");
        Map<SignalState, Integer> green = read(part, "green");
        assertThat(accuracy(red, SignalState.RED)).isGreaterThanOrEqualTo(0.99);
        assertThat(accuracy(green, SignalState.GREEN)).isGreaterThanOrEqualTo(0.99);
        assertThat(red).doesNotContainKeys(SignalState.GREEN);
        assertThat(green).doesNotContainKeys(SignalState.RED, SignalState.RED_AMBER);
        assertThat(amber).doesNotContainKeys(SignalState.RED, SignalState.GREEN);
        assertThat(coverage(red)).isGreaterThan(0.88);
        assertThat(coverage(green)).isGreaterThan(0.82);
        assertThat(coverage(amber)).isGreaterThan(0.7);
    }

    private static Map<SignalState, Integer> read(String part, String colour) throws IOException {
        Map<SignalState, Integer> seen = new EnumMap<>(SignalState.class);
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(CROPS.resolve(part).resolve(colour), "*.jpg")) {
            found.forEach(files::add);
        }
        for (Path file : files) {
            LampLikelihoods likelihoods = new HeadClassifier(HeadPainter.head(true)).judge(load(file));
            seen.merge(LampLikelihoods.decide(List.of(likelihoods)), 1, Integer::sum);
        }
        return seen;
    }

    private static double accuracy(Map<SignalState, Integer> seen, SignalState truth) {
        int decided = all(seen) - seen.getOrDefault(SignalState.UNKNOWN, 0);
        return (double) seen.getOrDefault(truth, 0) / decided;
    }

    private static double coverage(Map<SignalState, Integer> seen) {
        return 1 - (double) seen.getOrDefault(SignalState.UNKNOWN, 0) / all(seen);
    }

    private static int all(Map<SignalState, Integer> seen) {
        return seen.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static RgbImage load(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        for (int y = 0, to = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int pixel = image.getRGB(x, y);
                rgb[to++] = (byte) (pixel >> 16);
                rgb[to++] = (byte) (pixel >> 8);
                rgb[to++] = (byte) pixel;
            }
        }
        return new RgbImage(image.getWidth(), image.getHeight(), rgb);
    }
}
