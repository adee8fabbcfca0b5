package vn.ngatu.core.signal;

import java.util.List;
import vn.ngatu.core.media.RgbImage;

/**
 * Finds out what the signals of one camera view show, analysed frame by analysed frame (port). It writes what it is sure
 * of into its {@link #timeline()}.
 *
 * <p>Not thread-safe: owned by the camera's analysis.
 */
public interface SignalReader {

    /** The heads it wants to see, in the order of the crops that it is given; empty if it needs no pictures. */
    List<SignalHead> heads();

    /**
     * Takes in one analysed frame.
     *
     * @param time the frame's presentation time in seconds; later than the frame before
     * @param crops what each of {@link #heads()} shows now: the picture under {@link SignalHead#cropBox}
     */
    void read(double time, List<RgbImage> crops);

    /** Ends the reading: what is still open is decided as well as it can be. */
    void finish();

    /** What is known so far; grows with every {@link #read}. */
    SignalTimeline timeline();
}
