package vn.ngatu.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLineTest {

    private static final long MS = 1_000_000;

    private final TimeLine line = new TimeLine();

    private long placed(long dtsMs, long arrivalMs) {
        return (dtsMs * MS + line.shift(dtsMs * MS, arrivalMs * MS, 40 * MS)) / MS;
    }

    @Test
    void theFirstPacketIsAtZero() {
        line.sessionBegins();
        assertThat(placed(-80, 5000)).isZero();
        assertThat(placed(-40, 5003)).isEqualTo(40);
    }

    @Test
    void anotherSessionGoesOnByTheElapsedTime() {
        line.sessionBegins();
        placed(0, 1000);
        placed(40, 1040);
        line.sessionBegins();
        assertThat(placed(0, 4000)).isEqualTo(3000);
        assertThat(placed(40, 4001)).isEqualTo(3040);
    }

    @Test
    void timeNeverRunsBackEvenWhereTheLastSessionRanAhead() {
        line.sessionBegins();
        placed(0, 1000);
        placed(5000, 1100);
        line.sessionBegins();
        assertThat(placed(0, 1200)).isEqualTo(5040);
    }
}
