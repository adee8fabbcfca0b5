package vn.ngatu.api.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine file says, with the defaults where it says nothing. Paths are as seen from the file's folder.
 *
 * @param data where violations, evidence and the blind-time ledger are kept
 * @param model name or folder of the model
 * @param lanes how many models run side by side; 0 for one per core
 */
public record EngineConfig(
        Path data,
        String model,
        int lanes,
        Analysis analysis,
        Clock clock,
        Evidence evidence,
        Management management,
        List<Camera> cameras) {

    /** Copies the cameras. */
    public EngineConfig {
        requireNonNull(data, "data");
        requireNonNull(model, "model");
        cameras = List.copyOf(cameras);
    }

    /**
     * How often pictures are analysed, per camera and second.
     *
     * @param baseRate normally
     * @param burstRate while a road user is near something that matters
     * @param leastRate what every camera gets however busy the machine is
     */
    public record Analysis(double baseRate, double burstRate, double leastRate) {}

    /**
     * How far wall time may be off.
     *
     * @param alarm from this error on an alarm is raised
     * @param block from this error on nothing is decided
     */
    public record Clock(Duration alarm, Duration block) {}

    /**
     * How evidence is kept until it is written.
     *
     * @param ring how far back each camera's video is kept
     * @param ringMegabytes how much of it at most
     * @param queue how many packages may wait to be written
     */
    public record Evidence(Duration ring, int ringMegabytes, int queue) {}

    /**
     * Where the engine tells of itself: metrics, health, the blind-time ledger.
     *
     * @param address an address of this machine
     * @param port 0 for any that is free
     */
    public record Management(String address, int port) {}

    /**
     * One camera.
     *
     * @param main the full stream, from which evidence is made
     * @param detect a smaller stream of the same view that is analysed in its place; null to analyse the full one
     */
    public record Camera(
            String id, Path scene, Stream main, @Nullable Stream detect) {}

    /**
     * How a stream is reached.
     *
     * @param url its address; may hold references to environment variables but no password
     * @param user the user's name; null when none is asked for
     * @param password a reference to an environment variable, such as <code>${GATE_PASSWORD}</code>; null for none
     * @param passwordFile a file whose first line is the password; null for none
     * @param udp whether RTP travels as datagrams in place of over TCP
     */
    public record Stream(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable Path passwordFile,
            boolean udp) {}
}
