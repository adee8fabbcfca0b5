package vn.ngatu.core.rule;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.scene.SceneIndex.RoadLane;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.track.Track;

/**
 * What a rule may look at beside its own road user: the scene, the signals, everyone else, and what was missed. Owned by the
 * engine, which moves it on from frame to frame; one thread.
 */
public final class SceneView {

    private final SceneIndex index;
    private final SignalTimeline signals;
    private final StreamClock clock;
    private final Map<Integer, Trail> trails;
    private final List<Gap> gaps;
    private double time;
    private double firstTime = Double.NaN;
    private List<Track> tracks = List.of();
    private final List<Stand> stands = new ArrayList<>();
    private final Map<String, LanePlaces> places = new HashMap<>();
    private final Vacancy vacancy = new Vacancy();
    private boolean over;

    SceneView(SceneIndex index, SignalTimeline signals, StreamClock clock, Map<Integer, Trail> trails, List<Gap> gaps) {
        this.index = index;
        this.signals = signals;
        this.clock = clock;
        this.trails = trails;
        this.gaps = gaps;
    }

    void moveTo(double now, List<Track> seen) {
        time = now;
        if (Double.isNaN(firstTime)) {
            firstTime = now;
        }
        tracks = seen;
        places.clear();
        vacancy.see(now, seen);
    }

    void end(double now) {
        moveTo(now, List.of());
        over = true;
    }

    /** Whether the stream has ended, so that nothing is worth waiting for. */
    boolean over() {
        return over;
    }

    /** The stands that are open or were lately; the standing rules add and remove. */
    List<Stand> stands() {
        return stands;
    }

    /** Presentation time of the frame, seconds. */
    double time() {
        return time;
    }

    /** When watching began. */
    double firstTime() {
        return firstTime;
    }

    /** The scene on the road. */
    SceneIndex index() {
        return index;
    }

    /** What the lights showed. */
    SignalTimeline signals() {
        return signals;
    }

    /** Every road user of this frame. */
    List<Track> tracks() {
        return tracks;
    }

    /** Which places were seen empty lately. */
    Vacancy vacancy() {
        return vacancy;
    }

    /** Where everyone of this frame is along {@code lane}. */
    LanePlaces along(RoadLane lane) {
        return places.computeIfAbsent(lane.id(), id -> LanePlaces.of(lane, tracks, index));
    }

    /** Where a road user was lately; empty for one that is gone. */
    Trail trail(int track) {
        Trail trail = trails.get(track);
        return trail == null ? new Trail() : trail;
    }

    /** The scene's wall time at a presentation time; null when it is not known. */
    @Nullable LocalDateTime wallTime(double at) {
        WallTime known = clock.at(Math.round(at * 1e9));
        return known == null
                ? null
                : LocalDateTime.ofInstant(known.time(), index.scene().timeZone());
    }

    /** The longest time without a frame, seconds, that reaches into {@code from..to}. */
    double longestGap(double from, double to) {
        double longest = 0;
        for (Gap gap : gaps) {
            if (gap.from() < to && gap.to() > from) {
                longest = Math.max(longest, gap.to() - gap.from());
            }
        }
        return longest;
    }

    /** A time in which frames were lost. */
    record Gap(double from, double to) {}
}
