package vn.ngatu.bench.accuracy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;

class ClipAccuracyTest {

    private static final String HEADER = "frame_index,left,top,width,height,class\n";

    private final Path table;

    ClipAccuracyTest(@TempDir Path directory) {
        table = directory.resolve("boxes.csv");
    }

    @Test
    void boxesAndIgnoredRegionsAreKeptByFrame() throws IOException {
        Files.writeString(table, HEADER + "5,97.3,83.2,21.8,20.6,car\n5,35,25,225,55,ignore\n20,1,2,3,4,motorcycle\n");
        Map<Integer, ClipAccuracy.Known> frames = ClipAccuracy.frames(table);
        assertThat(frames).containsOnlyKeys(5, 20);
        assertThat(requireNonNull(frames.get(5)).objects())
                .containsExactly(new LabelledPicture.Labelled(ObjectClass.CAR, new Box(97.3, 83.2, 21.8, 20.6)));
        assertThat(requireNonNull(frames.get(5)).ignored()).containsExactly(new Box(35, 25, 225, 55));
        assertThat(requireNonNull(frames.get(20)).ignored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5,97.3,83.2,21.8,20.6,tram", "5,97.3,83.2,21.8", "5,97.3,83.2,-1,20.6,car", "x,1,2,3,4,car"})
    void aBrokenRowIsRefusedWithItsLine(String row) throws IOException {
        Files.writeString(table, HEADER + "5,1,2,3,4,car\n" + row + "\n");
        assertThatThrownBy(() -> ClipAccuracy.frames(table))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("boxes.csv:3: " + row);
    }

    @Test
    void aTableWithoutHeaderIsRefused() throws IOException {
        Files.writeString(table, "5,1,2,3,4,car\n");
        assertThatThrownBy(() -> ClipAccuracy.frames(table)).hasMessageContaining("no header");
    }
}
