package vn.ngatu.api.http.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 99",
        "bytes=10-19, 10, 19",
        "bytes=90-1000, 90, 99",
        "bytes=99-, 99, 99",
        "bytes=-1, 99, 99",
        "bytes=-500, 0, 99",
        "BYTES= 5-6 , 5, 6",
    })
    void readsOneRange(String header, long first, long last) throws UnsatisfiableRangeException {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange(first, last));
    }

    @Test
    void tellsItsPlaceInTheFile() {
        assertThat(new ByteRange(10, 19).contentRange(100)).isEqualTo("bytes 10-19/100");
        assertThat(new ByteRange(10, 19).length()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seconds=1-2", "items=0-5", ""})
    void sendsTheWholeFileForAnotherUnit(String header) throws UnsatisfiableRangeException {
        assertThat(ByteRange.of(header, 100)).isNull();
        assertThat(ByteRange.of(null, 100)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=1",
                "bytes=1-2-3",
                "bytes=--1",
                "bytes=5-4",
                "bytes=100-",
                "bytes=-0",
                "bytes=0-1,5-6",
                "bytes=0-0,0-0,0-0",
                "bytes=99999999999999999999-",
                "bytes=0x1-2",
                "bytes=1 -2"
            })
    void refusesWhatCantBeServed(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 100))
                .isInstanceOfSatisfying(
                        UnsatisfiableRangeException.class,
                        e -> assertThat(e.contentRange()).isEqualTo("bytes */100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-1", "bytes=0-0"})
    void hasNoRangeInAnEmptyFile(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 0)).isInstanceOf(UnsatisfiableRangeException.class);
    }
}
