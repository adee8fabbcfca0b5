package vn.ngatu.core.pipeline;

import java.io.IOException;
import java.util.List;
import vn.ngatu.core.track.Track;

/** Takes the tracks of every analysed frame; called on the analysing thread. */
@FunctionalInterface
public interface TrackSink {

    /** The tracks at the frame with this number, counted from 0. */
    void accept(long frame, List<Track> tracks) throws IOException;
}
