package vn.ngatu.bench.accuracy;

import java.util.List;
import vn.ngatu.core.geom.Box;

/** What is true and what the tracker says in one frame. */
record TrackingFrame(List<Truth> truths, List<Guess> guesses) {

    /** A road user; one that nobody could be asked to see is not {@code asked} for, but following it is no error. */
    record Truth(int id, Box box, boolean asked) {}

    /** A track's row. */
    record Guess(int id, Box box) {}
}
