package vn.ngatu.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.DetectionTable.Picture;
import vn.ngatu.core.geom.Box;

class DetectionsCsvTest {

    private static final String PICTURE = "# width=1280 height=720 fps=25\n";
    private static final String HEADER = "frame,left,top,width,height,score,class\n";
    private static final Detection CAR = new Detection(new Box(-3.5, 20, 100.25, 60), 0.75, ObjectClass.CAR);
    private static final Detection RIDER = new Detection(new Box(412, 300, 58, 96), 0.5, ObjectClass.MOTORCYCLE);

    private final Path directory;
    private final Path file;

    DetectionsCsvTest(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("det.csv");
    }

    @Test
    void rowsAreFoundByFrame() throws Exception {
        DetectionTable table = read(PICTURE + HEADER + "0,-3.5,20,100.25,60,0.75,car\n"
                + "0,412,300,58,96,0.5,motorcycle\n3,412,300,58,96,5e-1,motorcycle\n");
        assertThat(table.picture()).contains(new Picture(1280, 720, 25));
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.frames()).isEqualTo(4);
        assertThat(table.at(0)).containsExactly(CAR, RIDER);
        assertThat(table.at(1)).isEmpty();
        assertThat(table.at(3)).containsExactly(RIDER);
        assertThat(table.at(4)).isEmpty();
        assertThat(table.at(-1)).isEmpty();
        assertThat(table.at(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aTableWithoutRowsIsSound() throws Exception {
        DetectionTable table = read(PICTURE + HEADER);
        assertThat(table.rows()).isZero();
        assertThat(table.frames()).isZero();
        assertThat(table.at(0)).isEmpty();
    }

    @Test
    void byteOrderMarkAndCarriageReturnsAreAccepted() throws Exception {
        DetectionTable table =
                read(("\uFEFF" + PICTURE + HEADER + "0,412,300,58,96,0.5,motorcycle").replace("\n", "\r\n"));
        assertThat(table.at(0)).containsExactly(RIDER);
        assertThat(table.picture()).isPresent();
    }

    @Test
    void theByteOrderMarkMayStandBeforeTheHeader() throws Exception {
        Files.writeString(file, "\uFEFF" + HEADER);
        assertThat(DetectionsCsv.read(file, false).rows()).isZero();
    }

    @Test
    void thePictureMayBeMissingOnlyBesideAVideo() throws Exception {
        Files.writeString(file, HEADER + "0,412,300,58,96,0.5,motorcycle\n");
        assertThat(DetectionsCsv.read(file, false).picture()).isEmpty();
        assertThatThrownBy(() -> DetectionsCsv.read(file, true))
                .hasMessage(file + ":1: frame,left,top,width,height,score,class (expected: # width=1280 height=720"
                        + " fps=25, required without a video)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# width=0 height=720 fps=25",
                "# width=1280 height=720 fps=0",
                "# width=1280 height=720",
                "# height=720 width=1280 fps=25",
                "# width=1280 height=720 fps=25 codec=h264",
                "# made by hand",
            })
    void anotherFirstLineIsRefused(String line) {
        assertThatThrownBy(() -> read(line + "\n" + HEADER))
                .hasMessage(file + ":1: " + line + " (expected: # width=1280 height=720 fps=25)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1,412,300,58,96,0.5,motorcycle | frame | -1 | a whole number >= 2, the frame before it",
                "1,412,300,58,96,0.5,motorcycle | frame | 1 | a whole number >= 2, the frame before it",
                "2.0,412,300,58,96,0.5,motorcycle | frame | 2.0 | a whole number >= 2, the frame before it",
                "9999999999,1,1,1,1,0.5,car | frame | 9999999999 | a whole number >= 2, the frame before it",
                "2,x,300,58,96,0.5,motorcycle | left | x | a number from -1000000 to 1000000",
                "2,1,NaN,58,96,0.5,motorcycle | top | NaN | a number from -1000000 to 1000000",
                "2,1,1,0,96,0.5,motorcycle | width | 0 | a number from 0.01 to 1000000",
                "2,1,1,58,-96,0.5,motorcycle | height | -96 | a number from 0.01 to 1000000",
                "2,1,1,58,96d,0.5,motorcycle | height | 96d | a number from 0.01 to 1000000",
                "2,1,1,58,96,1.5,motorcycle | score | 1.5 | a number from 0 to 1",
                "2,1,1,58,96, 0.5,motorcycle | score | ' 0.5' | a number from 0 to 1",
                "2,1,1,58,96,0.5,Motorcycle | class | Motorcycle | one of pedestrian, bicycle, motorcycle, car, bus, truck",
                "2,1,1,58,96,0.5,2 | class | 2 | one of pedestrian, bicycle, motorcycle, car, bus, truck",
            })
    void aBadCellIsToldWithLineColumnValueAndExpectation(String row, String column, String value, String expected) {
        assertThatThrownBy(() -> read(PICTURE + HEADER + "2,412,300,58,96,0.5,motorcycle\n" + row + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ":4 " + column + ": " + value + " (expected: " + expected + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,2,3,4,0.5 | 6 columns",
                "0,1,2,3,4,0.5,car,red | 8 columns",
                "'' | empty line",
            })
    void aRowOfAnotherLengthIsRefused(String row, String value) {
        assertThatThrownBy(() -> read(PICTURE + HEADER + row + "\n0,1,2,3,4,0.5,car\n"))
                .hasMessage(file + ":3: " + value + " (expected: 7: frame,left,top,width,height,score,class)");
    }

    @Test
    void manyFaultsAreToldAtOnceUpToTwenty() {
        ConfigException few = catchThrowableOfType(
                ConfigException.class, () -> read(PICTURE + HEADER + "x,1,2,3,4,2,car\n0,1,2,3,4,0.5,tram\n"));
        assertThat(few.faults())
                .extracting(fault -> fault.path())
                .containsExactly(file + ":3 frame", file + ":3 score", file + ":4 class");
        ConfigException many = catchThrowableOfType(
                ConfigException.class, () -> read(PICTURE + HEADER + "0,1,2,3,4,0.5,tram\n".repeat(1000)));
        assertThat(many.faults()).hasSize(20);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> read("")).hasMessageContaining(":1: empty file (expected: # width");
        assertThatThrownBy(() -> read(PICTURE)).hasMessageContaining(":2: end of file (expected: frame,left");
        assertThatThrownBy(() -> read(PICTURE + "frame,x,y\n")).hasMessageContaining(":2: frame,x,y (expected: frame,");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> DetectionsCsv.read(file, false)).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> DetectionsCsv.read(directory, false))
                .hasMessage(directory + ": missing (expected: a file)");
    }

    @Test
    void halfAMillionRowsAreReadAndFound() throws Exception {
        StringBuilder rows = new StringBuilder(PICTURE + HEADER);
        for (int row = 0; row < 500_000; row++) {
            rows.append(row / 20)
                    .append(",412,300,58,96,0.")
                    .append(row % 20 + 10)
                    .append(",motorcycle\n");
        }
        Files.writeString(file, rows);
        DetectionTable table = DetectionsCsv.read(file, true);
        assertThat(table.rows()).isEqualTo(500_000);
        assertThat(table.at(24_999)).hasSize(20);
        assertThat(table.at(24_999).get(19).score()).isEqualTo(0.29);
        assertThat(table.at(12_345).get(0).score()).isEqualTo(0.10);
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        try (DetectionsWriter writer = new DetectionsWriter(file, new Picture(1280, 720, 29.97))) {
            writer.write(0, List.of(CAR, RIDER));
            writer.write(1, List.of());
            writer.write(3, List.of(RIDER));
            writer.finish();
        }
        DetectionTable table = DetectionsCsv.read(file, true);
        assertThat(table.picture()).contains(new Picture(1280, 720, 29.97));
        assertThat(table.at(0)).containsExactly(CAR, RIDER);
        assertThat(table.at(1)).isEmpty();
        assertThat(table.at(3)).containsExactly(RIDER);
    }

    @Test
    void theBytesDependOnNoLocale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try (DetectionsWriter writer = new DetectionsWriter(file, new Picture(1280, 720, 30000.0 / 1001))) {
            writer.write(12, List.of(new Detection(new Box(1.005, -0.004, 1234.5678, 2), 0.12345, ObjectClass.TRUCK)));
            writer.finish();
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Files.readString(file, StandardCharsets.US_ASCII))
                .isEqualTo(
                        "# width=1280 height=720 fps=29.97003\n" + HEADER + "12,1.01,0.00,1234.57,2.00,0.1235,truck\n");
    }

    @Test
    void anUnfinishedTableLeavesNothingAndKeepsTheOldOne() throws Exception {
        Files.writeString(file, "old");
        try (DetectionsWriter writer = new DetectionsWriter(file, new Picture(1280, 720, 25))) {
            writer.write(0, List.of(CAR));
        }
        assertThat(file).hasContent("old");
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void framesThatGoBackAreRefusedByTheWriter() throws Exception {
        try (DetectionsWriter writer = new DetectionsWriter(file, new Picture(1280, 720, 25))) {
            writer.write(2, List.of());
            assertThatThrownBy(() -> writer.write(1, List.of())).hasMessage("frame: 1 (expected: >= 2)");
        }
    }

    private DetectionTable read(String text) throws IOException, ConfigException {
        Files.writeString(file, text);
        return DetectionsCsv.read(file, true);
    }
}
