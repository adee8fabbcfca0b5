package vn.ngatu.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.config.ConfigException;

class SignalsCsvTest {

    private final Path folder;

    SignalsCsvTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void rowsInAnyOrderMakeACompleteTimelineOfTheController() throws Exception {
        SignalTimeline timeline =
                read("start,end,signal,state\n5.0,9.5,main,RED\n0,5,main,GREEN\n0,5,left,RED_AMBER\n");
        assertThat(timeline.source()).isEqualTo(SignalSource.CONTROLLER);
        assertThat(timeline.at("main", 6)).isEqualTo(SignalState.RED);
        assertThat(timeline.at("left", 1)).isEqualTo(SignalState.RED_AMBER);
        assertThat(timeline.at("main", 9.5)).isEqualTo(SignalState.UNKNOWN);
        assertThat(timeline.decidedUntil("main")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void byteOrderMarkCarriageReturnsBlanksAndEmptyLinesAreAccepted() throws Exception {
        SignalTimeline timeline = read("\uFEFFstart, end, signal, state\r\n\r\n0, 5, main, GREEN\r\n");
        assertThat(timeline.intervals()).containsExactly(new SignalInterval("main", 0, 5, SignalState.GREEN));
    }

    @Test
    void aHeaderAloneIsATimelineWithoutStates() throws Exception {
        assertThat(read("start,end,signal,state").intervals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0,x,main,RED       | s.csv line 2, end: x (expected: seconds such as 12.40)
                    NaN,1,main,RED     | s.csv line 2, start: NaN (expected: seconds such as 12.40)
                    0x1,1,main,RED     | s.csv line 2, start: 0x1 (expected: seconds such as 12.40)
                    1,1,main,RED       | s.csv line 2, end: 1 (expected: > start 1)
                    2,1,main,RED       | s.csv line 2, end: 1 (expected: > start 2)
                    0,1,,RED           | s.csv line 2, signal: missing (expected: a signal's id)
                    0,1,main           | s.csv line 2: 3 columns (expected: 4 columns: start,end,signal,state)
                    0,1,main,RED,      | s.csv line 2: 5 columns (expected: 4 columns: start,end,signal,state)
                    """)
    void aBadRowIsNamedByLineColumnValueAndExpectation(String row, String message) {
        assertThatThrownBy(() -> read("start,end,signal,state\n" + row + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownStateListsTheKnownOnes() {
        assertThatThrownBy(() -> read("start,end,signal,state\n0,1,main,red\n"))
                .hasMessageContaining("line 2, state: red (expected: one of [RED, AMBER,");
    }

    @Test
    void anotherTablesHeaderIsRefused() {
        assertThatThrownBy(() -> read("frame,left,top\n1,2,3\n"))
                .hasMessage("s.csv line 1: frame,left,top (expected: start,end,signal,state)");
        assertThatThrownBy(() -> read("")).hasMessage("s.csv line 1: missing (expected: start,end,signal,state)");
    }

    @Test
    void everyBadRowIsToldAtOnce() {
        ConfigException e = catchThrowableOfType(
                ConfigException.class, () -> read("start,end,signal,state\nx,1,main,RED\n0,1,main,BLUE\n"));
        assertThat(e.faults()).hasSize(2);
    }

    @Test
    void overlappingStatesOfOneSignalAreRefusedAndTouchingOnesAreNot() throws Exception {
        assertThatThrownBy(() -> read("start,end,signal,state\n4,9,main,RED\n0,5,main,GREEN\n"))
                .hasMessage("s.csv line 2, start: 4.0 (expected: >= 5.0, where line 3 of signal main ends)");
        assertThat(read("start,end,signal,state\n5,9,main,RED\n0,5,main,GREEN\n0,9,left,RED\n")
                        .intervals())
                .hasSize(3);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws Exception {
        Path file = Files.write(folder.resolve("s.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> SignalsCsv.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("not UTF-8 text");
    }

    @Test
    void aMissingFileIsAnInputOutputError() {
        assertThatThrownBy(() -> SignalsCsv.read(folder.resolve("none.csv"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsWrittenReadsBackInAnyLocaleAndLeavesNothingElse() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("vi-VN"));
        try {
            Path file = folder.resolve("out.csv");
            SignalsCsv.write(
                    file,
                    List.of(
                            new SignalInterval("main", 1.92, 5.16, SignalState.RED),
                            new SignalInterval("main", 0, 1.92, SignalState.AMBER)));
            assertThat(file).hasContent("start,end,signal,state\n0.000,1.920,main,AMBER\n1.920,5.160,main,RED\n");
            assertThat(SignalsCsv.read(file).since("main", 3)).isEqualTo(1.92);
            assertThat(folder.toFile().list()).containsExactly("out.csv");
        } finally {
            Locale.setDefault(before);
        }
    }

    private SignalTimeline read(String text) throws IOException, ConfigException {
        Path file = folder.resolve("s.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return SignalsCsv.read(file);
    }
}
