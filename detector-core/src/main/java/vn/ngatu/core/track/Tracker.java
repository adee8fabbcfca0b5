package vn.ngatu.core.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.BoxEdges;
import vn.ngatu.core.geom.CameraModel;

/**
 * Follows road users from frame to frame. With a calibrated camera they are followed as bodies on the road plane, without
 * one as boxes in the picture. Detections are associated in two stages, the certain ones first (after ByteTrack), by their
 * distance on the road under both errors (after UCMCTrack); a road user unseen is predicted for some seconds, a standing
 * one for as long as something hides it.
 *
 * <p>Deterministic; holds nothing of a track once it is removed. Owned by one thread.
 */
public final class Tracker {

    // Pairs that cost more stay apart.
    private static final double UNMATCHED = 23;
    private static final double MIN_OVERLAP = 0.4;
    // A doubtful box may be anything: it continues only the track whose prediction it overlaps.
    private static final double MIN_WEAK_OVERLAP = 0.15;
    private static final double MIN_OVERLAP_STANDING = 0.5;
    // So much of a standing vehicle's box is filled by a detection of another class that shows it all the same.
    private static final double FILLS = 0.6;
    // Of those that fit at this cost after a break, one in twenty is another: of moving ones, and of those that stood
    // and
    // are back elsewhere.
    private static final double SURE = 14;
    private static final double SURE_DROVE_OFF = 16;
    // A pair that costs this much more than another is twenty times less likely.
    private static final double RIVAL = 6;
    // The share of a box that must be covered before something hides a road user, and before one may have stopped
    // there.
    private static final double HIDDEN = 0.4;
    private static final double WELL_HIDDEN = 0.6;
    private static final double SAME_BOX = 0.75;
    // The longest rest, seconds, that earns a standing vehicle more patience: half of it.
    private static final double PATIENCE = 60;
    // Who stands no longer than this may be waiting in a queue and drive off unseen.
    private static final double QUEUING = 8;
    // Seconds unseen after which a moving road user's identity is open to doubt.
    private static final double LONG_BREAK = 1;
    private static final double SHOWN_UNSEEN = 0.95;
    // For so long a standing vehicle is believed on doubtful boxes alone, seconds; a moving one for the time it may
    // coast.
    private static final double LONGEST_DOUBT = 30;

    private final TrackerSettings settings;
    private final double pictureWidth;
    private final double pictureHeight;
    private final @Nullable RoadView view;
    private final EdgeVisibility visibility;
    private final List<LiveTrack> tracks = new ArrayList<>();
    private final List<Integer> removed = new ArrayList<>();
    private int lastId;
    private double lastTime = Double.NEGATIVE_INFINITY;

    /**
     * A tracker for one camera's pictures of {@code pictureWidth} x {@code pictureHeight} pixels.
     *
     * @param camera the calibration; null when there is none
     * @param headings directions of travel known from the scene
     */
    public Tracker(
            @Nullable CameraModel camera,
            double pictureWidth,
            double pictureHeight,
            TrackerSettings settings,
            HeadingPrior headings) {
        this.settings = settings;
        this.pictureWidth = pictureWidth;
        this.pictureHeight = pictureHeight;
        view = camera == null ? null : new RoadView(camera, pictureWidth, pictureHeight, headings);
        visibility = new EdgeVisibility(pictureWidth, pictureHeight);
    }

    /**
     * Takes the detections of the frame at {@code time} (presentation time in seconds, later than the last) and returns
     * what is known of each confirmed track by rising id: of those seen, of those that went unseen a moment ago, and of
     * standing ones while something hides them. A track that is not returned may still come back with its number until
     * {@link #removed} names it.
     */
    public List<Track> update(double time, List<Detection> detections) {
        if (!(time > lastTime)) {
            throw new IllegalArgumentException("time: " + time + " (expected: later than " + lastTime + ")");
        }
        double dt = tracks.isEmpty() ? 0 : time - lastTime;
        lastTime = time;
        removed.clear();
        Frame frame = new Frame(detections);
        for (LiveTrack track : tracks) {
            track.motion.predict(dt);
            track.box = track.motion.box();
            track.observed = false;
        }
        associate(frame, time);
        for (LiveTrack track : tracks) {
            if (!track.observed) {
                track.miss(dt, covered(track.box, frame) > HIDDEN);
                if (stopsHidden(track, frame, time)) {
                    track.motion.halt();
                    track.box = track.motion.box();
                }
            } else if (track.score < settings.highScore()) {
                track.doubted += dt;
            } else {
                track.doubted = 0;
            }
        }
        mergeDuplicates();
        tracks.removeIf(track -> gone(track, time));
        giveBirth(frame, time);
        return report(time);
    }

    /** The ids of the confirmed tracks that the last {@link #update} gave up; they never come back. */
    public List<Integer> removed() {
        return List.copyOf(removed);
    }

    /** One frame's detections with their edges and who has taken them. */
    private final class Frame {
        final List<Detection> detections = new ArrayList<>();
        final List<Box> boxes = new ArrayList<>();
        final List<BoxEdges> edges;
        final boolean[] taken;

        Frame(List<Detection> all) {
            for (Detection detection : all) {
                if (detection.score() >= settings.lowScore()
                        && detection.box().width() >= 1
                        && detection.box().height() >= 1) {
                    detections.add(detection);
                    boxes.add(detection.box());
                }
            }
            edges = visibility.edges(boxes, List.of());
            taken = new boolean[boxes.size()];
        }

        List<Integer> free(double fromScore) {
            List<Integer> free = new ArrayList<>();
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i] && detections.get(i).score() >= fromScore) {
                    free.add(i);
                }
            }
            return free;
        }
    }

    private void associate(Frame frame, double time) {
        List<LiveTrack> confirmed = new ArrayList<>();
        List<LiveTrack> tentative = new ArrayList<>();
        for (LiveTrack track : tracks) {
            (track.confirmed() ? confirmed : tentative).add(track);
        }
        match(frame, confirmed, frame.free(settings.highScore()), time, false);
        match(frame, unseen(confirmed), frame.free(settings.lowScore()), time, false);
        match(frame, unseen(confirmed), frame.free(settings.lowScore()), time, true);
        match(frame, tentative, frame.free(settings.lowScore()), time, false);
    }

    private static List<LiveTrack> unseen(List<LiveTrack> tracks) {
        return tracks.stream().filter(track -> !track.observed).toList();
    }

    private void match(Frame frame, List<LiveTrack> candidates, List<Integer> free, double time, boolean byPicture) {
        double[][] cost = new double[candidates.size()][free.size()];
        for (int i = 0; i < candidates.size(); i++) {
            LiveTrack track = candidates.get(i);
            for (int j = 0; j < free.size(); j++) {
                Detection detection = frame.detections.get(free.get(j));
                double mismatch = track.votes.mismatch(detection.objectClass());
                cost[i][j] = Double.isInfinite(mismatch)
                                || astray(track, detection)
                                || mismatch > 0 && partOfAnother(track, detection)
                        ? Double.POSITIVE_INFINITY
                        : mismatch
                                + (byPicture
                                        ? overlapCost(track, detection.box())
                                        : track.motion.cost(frame.edges.get(free.get(j)), detection.box()));
            }
        }
        int[] columns = Assignment.solve(cost, UNMATCHED);
        List<LiveTrack> doubtful = doubtful(frame, candidates, free, cost, columns, time, byPicture);
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] >= 0) {
                int index = free.get(columns[i]);
                frame.taken[index] = true;
                if (byPicture) {
                    candidates.get(i).motion.loosen();
                }
                take(candidates.get(i), frame.detections.get(index), frame.edges.get(index), time);
            }
        }
        doubtful.forEach(track -> track.relinked = time);
    }

    // Those that come back after a break though they need not be the same: they fit badly, or others might have been
    // it.
    private static List<LiveTrack> doubtful(
            Frame frame,
            List<LiveTrack> candidates,
            List<Integer> free,
            double[][] cost,
            int[] columns,
            double time,
            boolean byPicture) {
        List<LiveTrack> doubtful = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] < 0) {
                continue;
            }
            LiveTrack track = candidates.get(i);
            boolean off = droveOff(track, frame.edges.get(free.get(columns[i])), time);
            double sure = off ? SURE_DROVE_OFF : SURE;
            if ((off || away(track, time))
                    && (byPicture || cost[i][columns[i]] > sure || hasRival(candidates, cost, columns, i, time))) {
                doubtful.add(track);
            }
        }
        return doubtful;
    }

    private static boolean away(LiveTrack track, double time) {
        return time - track.lastSeen > LONG_BREAK && (!track.motion.standing() || track.motion.halted());
    }

    private static boolean droveOff(LiveTrack track, BoxEdges seen, double time) {
        return time - track.lastSeen > LONG_BREAK
                && track.motion.standing()
                && !track.motion.halted()
                && !track.motion.inPlace(seen);
    }

    // Whether another one that is away could be the box of track i, or another box that nobody seen lately holds could
    // be
    // track i.
    private static boolean hasRival(List<LiveTrack> candidates, double[][] cost, int[] columns, int i, double time) {
        double[] costs = cost[i];
        double close = Math.min(UNMATCHED, costs[columns[i]] + RIVAL);
        boolean[] held = new boolean[costs.length];
        for (int k = 0; k < columns.length; k++) {
            boolean open = columns[k] < 0 || away(candidates.get(k), time);
            if (k != i && open && cost[k][columns[i]] < close) {
                return true;
            }
            if (columns[k] >= 0 && (k == i || !open)) {
                held[columns[k]] = true;
            }
        }
        for (int j = 0; j < costs.length; j++) {
            if (!held[j] && costs[j] < close) {
                return true;
            }
        }
        return false;
    }

    private boolean astray(LiveTrack track, Detection detection) {
        return detection.score() < settings.highScore() && track.box.iou(detection.box()) < MIN_WEAK_OVERLAP;
    }

    // A small car where a lorry stands is not the part of the lorry that is not hidden.
    private static boolean partOfAnother(LiveTrack track, Detection detection) {
        return track.motion.standing() && detection.box().intersection(track.box) < FILLS * track.box.area();
    }

    // What lies where a track is expected is that track, even if its motion says otherwise.
    private static double overlapCost(LiveTrack track, Box box) {
        double iou = track.box.iou(box);
        return iou < (track.motion.standing() ? MIN_OVERLAP_STANDING : MIN_OVERLAP)
                ? Double.POSITIVE_INFINITY
                : 10 * (1 - iou);
    }

    private void take(LiveTrack track, Detection detection, BoxEdges edges, double time) {
        track.see(detection, edges, time);
        if (!track.confirmed() && track.certainty() > 2 * settings.birthScore()) {
            track.id = ++lastId;
        }
    }

    // The share of a box that one nearer road user hides.
    private static double covered(Box box, Frame frame) {
        double covered = 0;
        for (Box other : frame.boxes) {
            if (box.area() > 0 && other.bottom() > box.bottom() - 0.05 * box.height()) {
                covered = Math.max(covered, box.intersection(other) / box.area());
            }
        }
        return covered;
    }

    // Who would be given up now, but may have stopped behind something, is waited for there.
    private boolean stopsHidden(LiveTrack track, Frame frame, double time) {
        return track.confirmed()
                && !track.motion.standing()
                && time - track.lastSeen > settings.coast()
                && covered(track.motion.haltsAt(), frame) > WELL_HIDDEN;
    }

    private boolean gone(LiveTrack track, double time) {
        double unseen = time - track.lastSeen;
        boolean over;
        if (!track.confirmed()) {
            over = unseen > settings.tentative();
        } else if (track.motion.standing()) {
            // The longer it has stood, the likelier a pole or a bush hides it than that it has vanished.
            over = track.missed > settings.coast() + Math.min(Math.max(0, track.motion.rest() - QUEUING), PATIENCE) / 2
                    || unseen > settings.parkedCoast();
        } else {
            over = unseen > settings.coast();
        }
        over |= track.doubted > (track.motion.standing() ? LONGEST_DOUBT : settings.coast());
        over |= !track.observed && (track.box.width() < 4 || track.box.height() < 4);
        if (over && track.confirmed()) {
            removed.add(track.id);
        }
        return over;
    }

    // Two tracks that lie on each other are one road user followed twice, or one has come where a standing one was:
    // then
    // that one has left unseen, unless it is only hidden.
    private void mergeDuplicates() {
        for (int i = 0; i < tracks.size(); i++) {
            for (int j = tracks.size() - 1; j > i; j--) {
                LiveTrack lost = superseded(tracks.get(i), tracks.get(j));
                if (lost != null) {
                    tracks.remove(lost);
                    if (lost.confirmed()) {
                        removed.add(lost.id);
                    }
                    if (lost == tracks.get(i)) {
                        i--;
                        break;
                    }
                }
            }
        }
    }

    private static @Nullable LiveTrack superseded(LiveTrack elder, LiveTrack younger) {
        if (elder.observed && younger.observed) {
            return null;
        }
        boolean alike = elder.box.iou(younger.box) > SAME_BOX;
        LiveTrack unseen = elder.observed ? younger : elder;
        LiveTrack other = elder.observed ? elder : younger;
        if (!alike) {
            return null;
        }
        if (!unseen.motion.standing() || !other.observed || other.bornOn(unseen)) {
            return younger;
        }
        return other.motion.standing() && unseen.onSameGround(other) ? unseen : null;
    }

    private void giveBirth(Frame frame, double time) {
        for (int index : frame.free(settings.birthScore())) {
            Detection detection = frame.detections.get(index);
            boolean known = false;
            for (int i = 0; i < frame.taken.length; i++) {
                known |= frame.taken[i] && frame.boxes.get(i).iou(detection.box()) > 0.6;
            }
            if (known) {
                continue;
            }
            BoxEdges edges = frame.edges.get(index);
            Motion motion = view == null
                    ? new PictureMotion(detection.box(), pictureWidth, pictureHeight)
                    : RoadMotion.start(view, edges, detection.box(), detection.objectClass());
            if (motion == null) {
                continue;
            }
            LiveTrack track = new LiveTrack(motion, detection, edges, time);
            if (detection.score() >= settings.sureScore()) {
                track.id = ++lastId;
            }
            frame.taken[index] = true;
            tracks.add(track);
        }
    }

    private List<Track> report(double time) {
        Track[] result = tracks.stream()
                .filter(track -> track.confirmed() && worthShowing(track, time))
                .map(track -> track.snapshot(time))
                .toArray(Track[]::new);
        Arrays.sort(result, (a, b) -> Integer.compare(a.id(), b.id()));
        return List.of(result);
    }

    // A prediction is worth a row while it is fresh, or while the vehicle surely stands there.
    private static boolean worthShowing(LiveTrack track, double time) {
        if (track.observed) {
            return true;
        }
        double shown = track.motion.standing() ? Double.POSITIVE_INFINITY : SHOWN_UNSEEN;
        return track.box.area() > 0 && track.missed < SHOWN_UNSEEN && time - track.lastSeen < shown;
    }
}
