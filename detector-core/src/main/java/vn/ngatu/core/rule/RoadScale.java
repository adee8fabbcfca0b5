package vn.ngatu.core.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.CuboidOutline;
import vn.ngatu.core.geom.Dimensions;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.scene.SceneIndex;
import vn.ngatu.core.track.BodySize;
import vn.ngatu.core.track.Track;

/**
 * How long a metre of the calibrated road truly is, told by the sizes of the road users that drive on it. Someone who seems to
 * grow on the way shows that the camera looks down less or more than its calibration says; many who are all larger or
 * smaller than their kind show that it hangs at another height. Errors as small as a good calibration's are left alone.
 * Owned by the engine; one thread.
 */
final class RoadScale {

    // Seconds between two looks at one road user, and the looks and road users that are kept.
    private static final double STEP = 0.4;
    private static final int LOOKS = 24;
    private static final int KEPT = 120;
    private static final int FEWEST_LOOKS = 5;
    // Road users that tell something if they agree on a large error, and those that make it as sure as it gets.
    private static final int FEWEST = 6;
    private static final int ENOUGH = 12;
    private static final double EVERY = 5;
    // What is left alone: errors of pitch and of the logarithm of the scale; and what cannot be one.
    private static final double SMALL_PITCH = Math.toRadians(0.6);
    private static final double SMALL_SCALE = 0.08;
    private static final double LARGEST_PITCH = Math.toRadians(4);
    private static final double LARGEST_SCALE = 0.5;
    private static final double PROBE = Math.toRadians(0.5);
    private static final int ROUNDS = 3;
    // A box this far, as a share of its size, from the picture's border and from others is a whole road user.
    private static final double CLEAR = 0.05;
    // Smaller boxes, pixels, tell little.
    private static final double SMALLEST = 24;

    // Bodies are lower at their ends. The lower part's share of the height; the upper part's of length and width, and
    // how far
    // it lies ahead.
    private static final double LOWER = 0.6;
    private static final double CABIN = 0.55;
    private static final double CABIN_WIDTH = 0.85;
    private static final double CABIN_AHEAD = -0.12;
    private static final double RIDER = 0.35;
    private static final double RIDER_AHEAD = -0.05;

    private final SceneIndex index;
    private final Map<Integer, Views> views = new LinkedHashMap<>();
    private double looked = Double.NEGATIVE_INFINITY;
    private double judged = Double.NEGATIVE_INFINITY;
    private @Nullable CameraModel corrected;
    private double pitch;
    private double height = 1;

    RoadScale(SceneIndex index) {
        this.index = index;
    }

    /** One road user's boxes, and where its centre and front were in the picture. */
    private record Look(Box box, Point centre, Point front) {}

    private record Views(boolean twoWheeler, Dimensions usual, List<Look> looks) {}

    /** The ratio of a box to the usual one at its place, and how its logarithm changes with the camera's pitch. */
    private record Ratio(double log, double slope) {}

    /** A value and how much it counts. */
    private record Weighted(double value, double weight) {}

    /** Radians by which the camera looks down more than its calibration says; 0 while no error is known. */
    double pitch() {
        return corrected == null ? 0 : pitch;
    }

    /** The factor by which the camera hangs higher than its calibration says; 1 while no error is known. */
    double height() {
        return corrected == null ? 1 : height;
    }

    /** The metres of road between two points. */
    double metres(Point from, Point to) {
        CameraModel camera = corrected;
        Point a = camera == null ? null : onRoad(camera, index.toImage(from));
        Point b = camera == null ? null : onRoad(camera, index.toImage(to));
        return a == null || b == null ? from.distance(to) : a.distance(b);
    }

    private static @Nullable Point onRoad(CameraModel camera, @Nullable Point image) {
        return image == null ? null : camera.toGround(image);
    }

    /** Looks at the road users of the frame at {@code time}. */
    void see(double time, List<Track> tracks) {
        if (time - looked < STEP || index.leaning(0, 1) == null) {
            return;
        }
        looked = time;
        for (Track track : tracks) {
            Look look = look(track, tracks);
            if (look != null) {
                List<Look> looks = views.computeIfAbsent(
                                track.id(),
                                id -> new Views(
                                        track.objectClass().isTwoWheeler(),
                                        BodySize.of(track.objectClass()).usual(),
                                        new ArrayList<>()))
                        .looks;
                if (looks.size() < LOOKS) {
                    looks.add(look);
                }
            }
        }
        while (views.size() > KEPT) {
            views.remove(views.keySet().iterator().next());
        }
        if (time - judged >= EVERY) {
            judged = time;
            judge();
        }
    }

    private @Nullable Look look(Track track, List<Track> others) {
        Footprint footprint = track.footprint();
        Box box = track.box();
        boolean told = switch (track.objectClass()) {
            case CAR, MOTORCYCLE, BICYCLE -> true;
            default -> false;
        };
        if (footprint == null
                || !told
                || !track.observed()
                || track.lowerEdgeHidden()
                || track.speed() < 1
                || box.height() < SMALLEST) {
            return null;
        }
        double marginX = CLEAR * box.width();
        double marginY = CLEAR * box.height();
        Box around =
                Box.ofCorners(box.left() - marginX, box.top() - marginY, box.right() + marginX, box.bottom() + marginY);
        if (around.left() < 0
                || around.top() < 0
                || around.right() > index.pictureWidth()
                || around.bottom() > index.pictureHeight()) {
            return null;
        }
        for (Track other : others) {
            if (other.id() != track.id() && other.box().intersection(around) > 0) {
                return null;
            }
        }
        Point centre = index.toImage(footprint.centre());
        Point front = index.toImage(footprint.front());
        return centre == null || front == null ? null : new Look(box, centre, front);
    }

    private void judge() {
        corrected = null;
        double lean = 0;
        List<Weighted> scales = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            List<Weighted> leans = new ArrayList<>();
            scales = new ArrayList<>();
            if (!compare(lean, leans, scales)) {
                return;
            }
            lean += median(leans);
            if (!(Math.abs(lean) < LARGEST_PITCH)) {
                return;
            }
        }
        double scale = median(scales);
        double doubt = Math.sqrt(Math.max(1, (double) ENOUGH / scales.size()));
        boolean large = Math.abs(lean) > SMALL_PITCH * doubt || Math.abs(scale) > SMALL_SCALE * doubt;
        if (large && Math.abs(scale) < LARGEST_SCALE) {
            pitch = lean;
            height = Math.exp(-scale);
            corrected = index.leaning(pitch, height);
        }
    }

    // What each road user tells of the pitch that is missing beside `lean`, and of the scale; false while they are too
    // few.
    private boolean compare(double lean, List<Weighted> leans, List<Weighted> scales) {
        CameraModel camera = index.leaning(lean, 1);
        CameraModel other = index.leaning(lean + PROBE, 1);
        if (camera == null || other == null) {
            return false;
        }
        CuboidOutline outline = new CuboidOutline(camera);
        CuboidOutline otherOutline = new CuboidOutline(other);
        for (Views view : views.values()) {
            List<Ratio> ratios = new ArrayList<>();
            for (Look look : view.looks) {
                double log = ratio(camera, outline, view, look);
                double slope = (ratio(other, otherOutline, view, look) - log) / PROBE;
                if (Double.isFinite(log) && Double.isFinite(slope)) {
                    ratios.add(new Ratio(log, slope));
                }
            }
            if (ratios.size() >= FEWEST_LOOKS) {
                add(ratios, leans, scales);
            }
        }
        return leans.size() >= FEWEST;
    }

    private static void add(List<Ratio> ratios, List<Weighted> leans, List<Weighted> scales) {
        double log = 0;
        double slope = 0;
        for (Ratio ratio : ratios) {
            log += ratio.log / ratios.size();
            slope += ratio.slope / ratios.size();
        }
        double both = 0;
        double spread = 0;
        for (Ratio ratio : ratios) {
            both += (ratio.log - log) * (ratio.slope - slope);
            spread += (ratio.slope - slope) * (ratio.slope - slope);
        }
        if (spread > 0) {
            leans.add(new Weighted(-both / spread, spread));
            scales.add(new Weighted(log, 1));
        }
    }

    // The logarithm of a box's size against that of the usual body at its place.
    private double ratio(CameraModel camera, CuboidOutline outline, Views view, Look look) {
        Point centre = camera.toGround(look.centre);
        Point front = camera.toGround(look.front);
        Point foot = camera.toGround(look.box.bottomCentre());
        if (centre == null || front == null || foot == null) {
            return Double.NaN;
        }
        double heading = front.minus(centre).angle();
        Dimensions usual = view.usual;
        Box seen = look.box;
        Point at = foot;
        Box body = body(outline, view, at, heading);
        for (int i = 0; i < ROUNDS; i++) {
            Point image = camera.toImage(at, 0);
            Point moved = image == null
                    ? null
                    : camera.toGround(image.plus(seen.bottomCentre().minus(body.bottomCentre())));
            if (moved == null) {
                return Double.NaN;
            }
            at = moved;
            body = body(outline, view, at, heading);
        }
        double tall = Math.log(seen.height() / body.height());
        double wide = Math.log(seen.width() / body.width());
        // A rider's width is anyone's guess.
        return view.twoWheeler ? tall : (tall + wide) / 2;
    }

    // The box around a usual body. A brick would seem to grow on the way: what is seen of its far end changes.
    private static Box body(CuboidOutline outline, Views view, Point at, double heading) {
        Dimensions usual = view.usual;
        outline.project(at.x(), at.y(), heading, usual.length(), usual.width(), LOWER * usual.height());
        Box lower = outline.box();
        double shift = (view.twoWheeler ? RIDER_AHEAD : CABIN_AHEAD) * usual.length();
        double length = (view.twoWheeler ? RIDER : CABIN) * usual.length();
        double width = (view.twoWheeler ? 1 : CABIN_WIDTH) * usual.width();
        Point upper = at.plus(Point.ofAngle(heading).times(shift));
        outline.project(upper.x(), upper.y(), heading, length, width, usual.height());
        Box top = outline.box();
        return Box.ofCorners(
                Math.min(lower.left(), top.left()),
                Math.min(lower.top(), top.top()),
                Math.max(lower.right(), top.right()),
                Math.max(lower.bottom(), top.bottom()));
    }

    private static double median(List<Weighted> all) {
        List<Weighted> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingDouble(Weighted::value));
        double whole = 0;
        for (Weighted each : sorted) {
            whole += each.weight;
        }
        double sum = 0;
        for (Weighted each : sorted) {
            sum += each.weight;
            if (sum >= whole / 2) {
                return each.value;
            }
        }
        return 0;
    }
}
