package vn.ngatu.api.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void quotesWhatNeedsIt() {
        assertThat(Csv.line(Arrays.asList("a", "b,c", "d\"e", "f\ng", null, -1.5, "đèn đỏ")))
                .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",,-1.5,đèn đỏ\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"})
    void runsNothingInASpreadsheet(String text) {
        String cell = Csv.line(List.of(text)).stripTrailing();
        assertThat(cell.startsWith("'") || cell.startsWith("\"'")).isTrue();
    }

    @Test
    void leavesHarmlessTextAlone() {
        assertThat(Csv.line(List.of("29-B1 123.45", "a=b"))).isEqualTo("29-B1 123.45,a=b\r\n");
    }
}
