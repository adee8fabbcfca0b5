package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonTest {

    // The example of RFC 8785, section 3.2.3 and its numbers as far as we write such.
    @Test
    void membersAreSortedAndStringsEscapedAsRfc8785Says() throws IOException {
        String text = "{ \"numbers\": [4.50, 0.002, -0.0, 1E2, 10], \"literals\": [null, true, false],"
                + " \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\" }";
        assertThat(Json.canonical(Json.MAPPER.readTree(text)))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[4.5,0.002,0,100,10],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void vietnameseStaysReadable() throws IOException {
        assertThat(Json.canonical(Json.MAPPER.readTree("{\"đ\":\"Vượt đèn đỏ\",\"a\":1}")))
                .isEqualTo("{\"a\":1,\"đ\":\"Vượt đèn đỏ\"}");
    }

    @Test
    void numbersThatWouldNeedAnExponentAreRefused() throws IOException {
        var tree = Json.MAPPER.readTree("[1e300]");
        assertThatIllegalArgumentException().isThrownBy(() -> Json.canonical(tree));
    }

    @Test
    void roundingIsToTheEvenNeighbour() {
        assertThat(Json.seconds(12.6405)).isEqualTo(12.64);
        assertThat(Json.seconds(12.64051)).isEqualTo(12.641);
        assertThat(Json.round(-1.25, 1)).isEqualTo(-1.2);
    }
}
