package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

class EmptyRegionTest {

    private static final String HEADER = "clip,from_s,to_s,every_s,left,top,right,bottom,what\n";

    private final Path table;

    EmptyRegionTest(@TempDir Path directory) {
        table = directory.resolve("regions.csv");
    }

    @Test
    void whatIsHalfInsideCountsAndWhatIsLessDoesNot() throws IOException {
        Files.writeString(table, HEADER + "road.mp4,0,5,0.5,0.5,0,1,0.5,sky\n");
        EmptyRegion region = EmptyRegion.load(table).get(0);
        assertThat(region.holds(found(new Box(600, 100, 80, 40)), 1280, 720)).isTrue();
        assertThat(region.holds(found(new Box(599, 100, 80, 40)), 1280, 720)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "road.mp4,5,0,0.5,0.5,0,1,0.5,ends before it begins",
                "road.mp4,0,5,0,0.5,0,1,0.5,never",
                "road.mp4,0,5,0.5,0.5,0,1.1,0.5,beyond the picture",
                "road.mp4,0,5,0.5,1,0,0.5,0.5,inside out",
                "road.mp4,0,five,0.5,0.5,0,1,0.5,no number",
                "road.mp4,0,5,0.5,0.5,0,1,0.5",
            })
    void aBrokenRowIsRefusedWithItsLine(String row) throws IOException {
        Files.writeString(table, HEADER + row + "\n");
        assertThatThrownBy(() -> EmptyRegion.load(table))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("regions.csv:2: ")
                .message()
                .hasLineCount(1);
    }

    @Test
    void theProjectsOwnTableIsSound() throws IOException {
        Path own = Path.of(System.getProperty("ngatu.home"), "benchmarks", "empty-regions.csv");
        assertThat(EmptyRegion.load(own)).hasSizeGreaterThan(20);
    }

    private static Detection found(Box box) {
        return new Detection(box, 0.9, ObjectClass.CAR);
    }
}
