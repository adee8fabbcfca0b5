package vn.ngatu.camera.player;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.player.media.MediaFile;

/**
 * What is wrong with a played camera at the moment: nothing at first. Set by any thread at any time; takes effect with the
 * next packet or request.
 */
public final class Faults {

    private volatile int dropOneOf;
    private volatile boolean reorder;
    private volatile boolean stalled;
    private volatile boolean standingStamps;
    private volatile boolean senderReports = true;
    private volatile Duration wrongClock = Duration.ZERO;
    private volatile int status;
    private volatile boolean parameterSets = true;
    private volatile @Nullable MediaFile announced;
    private volatile long stampShift;

    Faults() {}

    /** Loses one of so many RTP packets; 0 loses none. */
    public Faults dropOneOf(int packets) {
        dropOneOf = packets;
        return this;
    }

    /** Swaps neighbouring RTP packets. */
    public Faults reorder(boolean on) {
        reorder = on;
        return this;
    }

    /** Sends no more media, while requests are still answered. */
    public Faults stall(boolean on) {
        stalled = on;
        return this;
    }

    /** Lets time stamps jump by so much from now on. */
    public Faults jumpStamps(Duration by) {
        stampShift += by.toNanos();
        return this;
    }

    /** Repeats one time stamp for ever. */
    public Faults standingStamps(boolean on) {
        standingStamps = on;
        return this;
    }

    /** Whether sender reports are sent. */
    public Faults senderReports(boolean on) {
        senderReports = on;
        return this;
    }

    /** Sets the camera's clock wrong by so much. */
    public Faults wrongClock(Duration by) {
        wrongClock = requireNonNull(by, "by");
        return this;
    }

    /** Answers every request with this status, such as 503; 0 answers as usual. */
    public Faults status(int code) {
        status = code;
        return this;
    }

    /** Whether the session description tells the codec's parameter sets. */
    public Faults parameterSets(boolean on) {
        parameterSets = on;
        return this;
    }

    /** Tells another clip's parameter sets in the session description (a wrong SPS); null tells the right ones. */
    public Faults announce(@Nullable MediaFile other) {
        announced = other;
        return this;
    }

    int dropOneOf() {
        return dropOneOf;
    }

    boolean reorder() {
        return reorder;
    }

    boolean stalled() {
        return stalled;
    }

    boolean standingStamps() {
        return standingStamps;
    }

    boolean senderReports() {
        return senderReports;
    }

    Duration wrongClock() {
        return wrongClock;
    }

    int status() {
        return status;
    }

    boolean tellsParameterSets() {
        return parameterSets;
    }

    @Nullable MediaFile announced() {
        return announced;
    }

    long stampShift() {
        return stampShift;
    }
}
