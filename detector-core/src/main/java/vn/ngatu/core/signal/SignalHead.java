package vn.ngatu.core.signal;

import java.util.EnumSet;
import java.util.List;
import vn.ngatu.core.geom.Box;

/**
 * One lamp housing in the picture: where it is and which lamps it has.
 *
 * @param signal the signal that it belongs to; all heads of one signal show the same
 * @param box the housing, normalised to 0..1 of the picture
 * @param vertical whether the lamps stand above each other; otherwise they lie side by side
 * @param lamps what each lamp says when it alone is lit, {@code RED}, {@code AMBER} or {@code GREEN}, from the top or left
 */
public record SignalHead(String signal, Box box, boolean vertical, List<SignalState> lamps) {

    private static final EnumSet<SignalState> COLOURS =
            EnumSet.of(SignalState.RED, SignalState.AMBER, SignalState.GREEN);

    /** Refuses a head without lamps, and lamps that aren't a colour or repeat one. */
    public SignalHead {
        lamps = List.copyOf(lamps);
        if (lamps.isEmpty()
                || !COLOURS.containsAll(lamps)
                || EnumSet.copyOf(lamps).size() != lamps.size()) {
            throw new IllegalArgumentException(
                    "lamps of signal " + signal + ": " + lamps + " (expected: RED, AMBER, GREEN, each at most once)");
        }
    }

    /** The pixels to cut out of a picture of the given size: the housing, widened to whole pixels, at least one. */
    public Box cropBox(int pictureWidth, int pictureHeight) {
        double left = Math.floor(Math.max(0, Math.min(box.left() * pictureWidth, pictureWidth - 1)));
        double top = Math.floor(Math.max(0, Math.min(box.top() * pictureHeight, pictureHeight - 1)));
        double right = Math.ceil(Math.min(box.right() * pictureWidth, pictureWidth));
        double bottom = Math.ceil(Math.min(box.bottom() * pictureHeight, pictureHeight));
        return Box.ofCorners(left, top, Math.max(right, left + 1), Math.max(bottom, top + 1));
    }
}
