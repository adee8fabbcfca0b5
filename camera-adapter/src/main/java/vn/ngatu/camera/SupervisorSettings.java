package vn.ngatu.camera;

import java.time.Duration;

/**
 * How patient a {@link CameraSupervisor} is. All values are positive.
 *
 * @param open how long opening a session may take
 * @param stall after how long without a packet the stream counts as stalled
 * @param read after how long without a packet the session is given up
 * @param firstBackoff the longest wait after the first failure; doubles with each further one
 * @param longestBackoff the longest wait after many failures
 * @param refusedBackoff the wait after the camera refused the credentials: cameras lock out who keeps trying
 * @param stable how long a session must stream before the waits start small again
 */
public record SupervisorSettings(
        Duration open,
        Duration stall,
        Duration read,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration refusedBackoff,
        Duration stable) {

    /**
     * Meant for cameras on a municipal network: back within 5 s of a camera's return, 20 s of a frozen one's. The system
     * asks for a connection at 0, 1, 3 and 7 s, so that an attempt of 8 s and a wait of 3 s leave at most 4.5 s.
     */
    public static final SupervisorSettings DEFAULT = new SupervisorSettings(
            Duration.ofSeconds(8),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30));

    /** Checks the values. */
    public SupervisorSettings {
        check("open", open);
        check("stall", stall);
        check("read", read);
        check("firstBackoff", firstBackoff);
        check("longestBackoff", longestBackoff);
        check("refusedBackoff", refusedBackoff);
        check("stable", stable);
    }

    private static void check(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
