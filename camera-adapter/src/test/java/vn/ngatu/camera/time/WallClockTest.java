package vn.ngatu.camera.time;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.WallTime;

class WallClockTest {

    private static final long S = 1_000_000_000;
    private static final Instant START = Instant.parse("2026-11-22T01:15:00Z");
    private static final long BASE = WallClock.nanoseconds(START);

    private final WallClock clock = new WallClock(0.5);

    /** Streams 25 packets per second, taken at {@code from} on, {@code way} seconds before they arrive. */
    private void stream(WallClock to, long from, long seconds, double way, double senderSkew) {
        for (long pts = from * S; pts < (from + seconds) * S; pts += S / 25) {
            long sender = Double.isNaN(senderSkew) ? Packet.NO_PTS : BASE + pts + Math.round(senderSkew * S);
            to.packet(pts, BASE + pts + Math.round(way * S), sender, pts == from * S);
        }
    }

    private WallTime at(long seconds) {
        return requireNonNull(clock.at(seconds * S));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    @Test
    void nothingIsKnownBeforeTheFirstPacket() {
        assertThat(clock.at(0)).isNull();
        assertThat(clock.report()).isNull();
    }

    @Test
    void arrivalTellsTheTimeWithinItsError() {
        stream(clock, 0, 20, 0.15, Double.NaN);
        WallTime time = at(10);
        assertThat(time.source()).isEqualTo(ClockSource.ARRIVAL);
        assertThat(Math.abs(seconds(START.plusSeconds(10), time.time()))).isLessThan(time.error());
        assertThat(time.error()).isLessThan(0.3);
    }

    @Test
    void queuesDoNotShiftTheArrivalClock() {
        stream(clock, 0, 5, 0.1, Double.NaN);
        Instant before = at(2).time();
        for (long pts = 5 * S; pts < 9 * S; pts += S / 25) {
            clock.packet(pts, BASE + pts + 3 * S, Packet.NO_PTS, false);
        }
        assertThat(at(2).time()).isEqualTo(before);
    }

    @Test
    void aSenderThatAgreesIsBelieved() {
        stream(clock, 0, 20, 0.1, 0);
        WallTime time = at(10);
        assertThat(time.source()).isEqualTo(ClockSource.SENDER_REPORT);
        assertThat(time.time()).isEqualTo(START.plusSeconds(10));
        assertThat(time.error()).isBetween(0.1, 0.5);
    }

    @Test
    void aSenderSomeTenthsOffIsBelievedWithAsMuchError() {
        stream(clock, 0, 20, 0.1, 0.4);
        assertThat(at(10).source()).isEqualTo(ClockSource.SENDER_REPORT);
        assertThat(at(10).error()).isBetween(0.4, 1.0);
    }

    @Test
    void aSenderInTheWrongYearIsNotBelievedAndToldSo() {
        stream(clock, 0, 20, 0.1, -1.7e9);
        assertThat(at(10).source()).isEqualTo(ClockSource.ARRIVAL);
        assertThat(Math.abs(seconds(START.plusSeconds(10), at(10).time()))).isLessThan(0.3);
        ClockReport report = requireNonNull(clock.report());
        assertThat(requireNonNull(report.skew())).isCloseTo(-1.7e9, within(1.0));
        assertThat(report.note()).contains("the camera's clock differs by -1699999999.9 s");
    }

    @Test
    void aSenderTwoSecondsOffIsNotBelieved() {
        stream(clock, 0, 20, 0.1, 2);
        assertThat(at(10).source()).isEqualTo(ClockSource.ARRIVAL);
    }

    @Test
    void aYoungStreamAdmitsThatItMayStillBeSentWhatWasKept() {
        clock.packet(0, BASE + S, Packet.NO_PTS, true);
        assertThat(at(0).error()).isGreaterThan(0.7);
    }

    @Test
    void everyStretchKeepsItsOwnRelation() {
        stream(clock, 0, 5, 0.1, 0);
        stream(clock, 100, 5, 30.1, 30);
        assertThat(seconds(START.plusSeconds(3), at(3).time())).isCloseTo(0, within(0.001));
        assertThat(clock.at(-1)).isNull();
    }

    @Test
    void twoStreamsOfOneCameraAreTiedBySenderReportsEvenInTheWrongYear() {
        WallClock other = new WallClock(0.5);
        stream(clock, 0, 20, 0.1, -1e9);
        stream(other, 7, 20, 0.3, -1e9);
        MappedTime mapped = requireNonNull(clock.in(other, 10 * S));
        assertThat(mapped.source()).isEqualTo(ClockSource.SENDER_REPORT);
        assertThat(mapped.ptsNs()).isCloseTo(10 * S, within(10L));
        assertThat(mapped.error()).isLessThan(0.02);
    }

    @Test
    void twoStreamsWithoutReportsAreTiedByArrival() {
        WallClock other = new WallClock(0.5);
        stream(clock, 0, 20, 0.1, Double.NaN);
        stream(other, 7, 20, 0.3, Double.NaN);
        MappedTime mapped = requireNonNull(clock.in(other, 10 * S));
        assertThat(mapped.source()).isEqualTo(ClockSource.ARRIVAL);
        assertThat(Math.abs(mapped.ptsNs() - 10 * S) / 1e9).isLessThan(mapped.error());
    }

    @Test
    void aStreamThatNeverStreamedTiesNothing() {
        stream(clock, 0, 5, 0.1, 0);
        assertThat(clock.in(new WallClock(0.5), S)).isNull();
    }
}
