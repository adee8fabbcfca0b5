package vn.ngatu.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void timesAreToldToTheMillisecondInTheOrderOfTheBlanks() {
        assertThat(Reason.GAP.with(1.0, 2.3456)).isEqualTo("no video from 1.000 s to 2.346 s");
        assertThat(Reason.NOT_WRITTEN.with("$1 {at}")).isEqualTo("the video could not be written: $1 {at}");
    }

    @Test
    void everyBlankWantsItsValueAndNoMore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reason.GAP.with(1.0))
                .withMessage("GAP: no {to} (expected: a value)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reason.NOT_SEEN.with(1.0))
                .withMessage("NOT_SEEN: 1.0 (expected: as many values as blanks)");
    }
}
