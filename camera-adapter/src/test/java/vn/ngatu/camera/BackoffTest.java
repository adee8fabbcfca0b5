package vn.ngatu.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(SupervisorSettings.DEFAULT, new SplittableRandom(7));

    @Test
    void theLongestPossibleWaitDoublesUpToItsCap() {
        for (long bound : new long[] {500, 1000, 2000, 3000, 3000, 3000}) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(20), Duration.ofMillis(bound));
        }
    }

    @Test
    void waitsAreSpreadOverTheWholeRange() {
        for (int i = 0; i < 5; i++) {
            backoff.next();
        }
        long[] waits =
                LongStream.generate(() -> backoff.next().toMillis()).limit(200).toArray();
        assertThat(LongStream.of(waits).min().orElseThrow()).isLessThan(400);
        assertThat(LongStream.of(waits).max().orElseThrow()).isGreaterThan(2700);
    }

    @Test
    void manyFailuresNeverOverflow() {
        for (int i = 0; i < 200; i++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void aStableStreamStartsSmallAgain() {
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aRefusalWaitsLong() {
        assertThat(backoff.refused()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330));
    }
}
