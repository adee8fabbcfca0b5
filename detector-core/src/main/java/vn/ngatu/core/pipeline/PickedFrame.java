package vn.ngatu.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.view.GreyPicture;

/**
 * What is kept on the heap of a frame that was picked for analysis, on its way from the camera's thread to the analysis.
 *
 * @param index the frame's number in its session
 * @param time presentation time, seconds
 * @param width the picture's width in pixels
 * @param height the picture's height in pixels
 * @param lost seconds of video lost just before it
 * @param lamps the pictures of the signal heads, in their order; empty when no lamps are read
 * @param view the whole picture, small and grey, when it is time to look whether the camera moved; null else
 */
record PickedFrame(
        long index,
        double time,
        int width,
        int height,
        double lost,
        List<RgbImage> lamps,
        @Nullable GreyPicture view) {

    PickedFrame {
        lamps = List.copyOf(lamps);
        requireNonNull(lamps, "lamps");
    }

    /** The same frame with a longer loss before it. */
    PickedFrame lostSince(double before) {
        return new PickedFrame(index, time, width, height, Math.max(lost, time - before), lamps, view);
    }
}
