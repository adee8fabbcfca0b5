package vn.ngatu.core.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.track.Track;

/** Where a road user was during its last {@value #SECONDS} seconds, oldest first. Owned by the engine; one thread. */
final class Trail {

    static final double SECONDS = 40;
    private static final int SLACK = 128;

    private final ArrayList<Track> tracks = new ArrayList<>();
    private int start;

    void add(Track track) {
        tracks.add(track);
        while (tracks.get(start).time() < track.time() - SECONDS) {
            start++;
        }
        if (start > SLACK) {
            tracks.subList(0, start).clear();
            start = 0;
        }
    }

    Track latest() {
        return tracks.get(tracks.size() - 1);
    }

    /** All that is remembered; a view, valid until the next {@link #add}. */
    List<Track> all() {
        return tracks.subList(start, tracks.size());
    }

    /** What is remembered of {@code from..to}; a view, valid until the next {@link #add}. */
    List<Track> between(double from, double to) {
        int first = firstAt(from);
        int last = first;
        while (last < tracks.size() && tracks.get(last).time() <= to) {
            last++;
        }
        return tracks.subList(first, last);
    }

    /** The moment nearest to {@code time}; null when it is more than {@code tolerance} seconds away. */
    @Nullable Track near(double time, double tolerance) {
        int after = firstAt(time);
        Track best = null;
        double distance = tolerance;
        for (int i = Math.max(start, after - 1); i <= after && i < tracks.size(); i++) {
            double off = Math.abs(tracks.get(i).time() - time);
            if (off <= distance) {
                best = tracks.get(i);
                distance = off;
            }
        }
        return best;
    }

    /** The box at the moment nearest to {@code time}. */
    Track nearest(double time) {
        Track near = near(time, Double.POSITIVE_INFINITY);
        return near == null ? latest() : near;
    }

    /** The mean centre of the footprints seen in {@code from..to}; null when there were none. */
    @Nullable Point meanCentre(double from, double to) {
        Point sum = new Point(0, 0);
        int n = 0;
        for (Track track : between(from, to)) {
            Footprint footprint = track.footprint();
            if (footprint != null && track.observed()) {
                sum = sum.plus(footprint.centre());
                n++;
            }
        }
        return n == 0 ? null : sum.times(1.0 / n);
    }

    private int firstAt(double time) {
        int low = start;
        int high = tracks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tracks.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
