package vn.ngatu.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the tabulated one-sided 95 % limits of a Poisson mean. */
class PoissonBoundTest {

    @ParameterizedTest
    @CsvSource({"0, 2.996", "1, 4.744", "2, 6.296", "5, 10.513", "10, 16.962", "50, 63.287"})
    void isTheTabulatedLimit(int seen, double limit) {
        assertThat(PoissonBound.upper(seen)).isCloseTo(limit, within(0.001));
    }
}
