package vn.ngatu.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionWatchTest {

    private static final long S = 1_000_000_000;

    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicInteger stalls = new AtomicInteger();
    private final SessionWatch watch =
            new SessionWatch(SupervisorSettings.DEFAULT, now::get, closing::get, stalls::incrementAndGet);

    private boolean expiredAt(long seconds) {
        now.set(seconds * S);
        return watch.expired();
    }

    @Test
    void openingEndsAtItsDeadlineAndIsNoStall() {
        assertThat(expiredAt(7)).isFalse();
        assertThat(stalls).hasValue(0);
        assertThat(expiredAt(8)).isTrue();
    }

    @Test
    void onceExpiredItStaysSo() {
        assertThat(expiredAt(8)).isTrue();
        assertThat(expiredAt(1)).isTrue();
    }

    @Test
    void silenceIsToldOnceAndThenEndsTheSession() {
        watch.rearm(6 * S);
        assertThat(expiredAt(1)).isFalse();
        assertThat(stalls).hasValue(0);
        assertThat(expiredAt(2)).isFalse();
        assertThat(expiredAt(3)).isFalse();
        assertThat(stalls).hasValue(1);
        assertThat(expiredAt(6)).isTrue();
    }

    @Test
    void aPacketEndsTheStall() {
        watch.rearm(6 * S);
        expiredAt(3);
        assertThat(watch.stalled()).isTrue();
        watch.rearm(6 * S);
        assertThat(watch.stalled()).isFalse();
        assertThat(expiredAt(8)).isFalse();
    }

    @Test
    void closingEndsEveryWait() {
        closing.set(true);
        assertThat(watch.expired()).isTrue();
    }
}
