package vn.ngatu.core.scene;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.CuboidOutline;
import vn.ngatu.core.geom.Dimensions;
import vn.ngatu.core.geom.Footprint;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;
import vn.ngatu.core.geom.Segment;

/**
 * A {@link Scene} compiled for one camera: its lanes, stop lines, zones and markings in metres on the road. Immutable; what
 * lies above the horizon or farther than {@value #FARTHEST} m is cut off. Without a camera model it is empty and
 * {@link #calibrated()} is false.
 */
public final class SceneIndex {

    /** Beyond this many metres before the camera a picture point says nothing about the road. */
    static final double FARTHEST = 250;

    // How exactly a person draws and a camera resolves a point: pixels of the picture.
    private static final double PICTURE_ERROR = 1.5;

    // As far beside a lane, metres, stands who stops along it.
    private static final double KERB = 4;

    private final Scene scene;
    private final @Nullable CameraModel camera;
    private final Calibrations.Stretch stretch;
    private final double pictureWidth;
    private final double pictureHeight;
    private final double leftSign;
    private final List<RoadLane> lanes;
    private final List<RoadStopLine> stopLines;
    private final List<RoadZone> zones;
    private final List<RoadMarking> markings;

    private SceneIndex(
            Scene scene, @Nullable CameraModel camera, Calibrations.Stretch stretch, double width, double height) {
        this.scene = scene;
        this.camera = camera;
        this.stretch = stretch;
        this.pictureWidth = width;
        this.pictureHeight = height;
        if (camera == null) {
            leftSign = 1;
            lanes = List.of();
            stopLines = List.of();
            zones = List.of();
            markings = List.of();
            return;
        }
        Projector road = new Projector(camera, width, height);
        leftSign = road.leftSign();
        stopLines = stopLines(scene, road);
        lanes = lanes(scene, road, stopLines);
        zones = zones(scene, road);
        markings = markings(scene, road);
    }

    /**
     * The scene as a camera with a calibration of its own sees it, errors included.
     *
     * @param calibrated for pixels of a {@code width} x {@code height} picture; null when the scene is not calibrated
     */
    public static SceneIndex seenBy(Scene scene, @Nullable CalibratedCamera calibrated, int width, int height) {
        return calibrated == null
                ? of(scene, null, width, height)
                : new SceneIndex(scene, calibrated.camera(), Calibrations.stretch(calibrated), width, height);
    }

    /**
     * The scene as an exactly known camera sees it.
     *
     * @param camera maps the road to pixels of a {@code width} x {@code height} picture; null when the scene is not calibrated
     */
    public static SceneIndex of(Scene scene, @Nullable CameraModel camera, int width, int height) {
        return new SceneIndex(scene, camera, Calibrations.Stretch.NONE, width, height);
    }

    /** What its author drew. */
    public Scene scene() {
        return scene;
    }

    /** Whether picture and road belong together, so that anything can be decided in metres. */
    public boolean calibrated() {
        return camera != null;
    }

    /** The driving lanes. */
    public List<RoadLane> lanes() {
        return lanes;
    }

    /** The stop lines. */
    public List<RoadStopLine> stopLines() {
        return stopLines;
    }

    /** The zones. */
    public List<RoadZone> zones() {
        return zones;
    }

    /** The longitudinal markings. */
    public List<RoadMarking> markings() {
        return markings;
    }

    /**
     * How far a drawn point at {@code place} may lie from the truth, one sigma in metres: a pixel and a half there, so that
     * it grows with the distance from the camera.
     */
    public double error(Point place) {
        Point image = camera == null ? null : camera.toImage(place, 0);
        if (camera == null || image == null) {
            return Double.POSITIVE_INFINITY;
        }
        double[] j = camera.groundJacobian(image);
        return PICTURE_ERROR * Math.hypot(Math.hypot(j[0], j[1]), Math.hypot(j[2], j[3]));
    }

    /**
     * The share by which a length along the view may be told wrong at {@code place} because the calibration is, one sigma.
     * What stands beside a drawn line is told wrong together with it; only what lies between them counts.
     */
    public double stretch(Point place) {
        return stretch.at(place);
    }

    /** The direction to the left of {@code heading} as its driver sees it, whichever way the ground axes are handed. */
    public Point leftOf(Point heading) {
        return new Point(-heading.y() * leftSign, heading.x() * leftSign);
    }

    /** The box that a body of {@code size} at {@code place} would show inside the picture; empty where it is out of view. */
    public Box view(Point place, double heading, Dimensions size) {
        if (camera == null) {
            return new Box(0, 0, 0, 0);
        }
        CuboidOutline outline = new CuboidOutline(camera);
        outline.project(place.x(), place.y(), heading, size.length(), size.width(), size.height());
        return outline.box().clip(pictureWidth, pictureHeight);
    }

    /** The lane that holds the largest share of {@code footprint}; null when none holds a tenth. */
    public @Nullable RoadLane laneOf(Footprint footprint) {
        RoadLane best = null;
        double most = 0.1;
        for (RoadLane lane : lanes) {
            double share = lane.area().share(footprint);
            if (share > most) {
                most = share;
                best = lane;
            }
        }
        return best;
    }

    /**
     * The directions of travel of the lanes at {@code place}, radians counter-clockwise from the x axis; beside the road that
     * of the nearest lane, as vehicles stop along the kerb. Empty where no lane is near.
     */
    public List<Double> headings(Point place) {
        List<Double> headings = new ArrayList<>();
        RoadLane nearest = null;
        double beside = -KERB;
        for (RoadLane lane : lanes) {
            double inset = lane.area().polygon().inset(place);
            if (inset >= 0) {
                headings.add(lane.heading().direction().angle());
            } else if (inset > beside) {
                beside = inset;
                nearest = lane;
            }
        }
        if (headings.isEmpty() && nearest != null) {
            headings.add(nearest.heading().direction().angle());
        }
        return headings;
    }

    /** An area of road that answers quickly how much of a footprint it holds. */
    public record RoadArea(Polygon polygon) {
        /** The share of {@code footprint}, 0..1, inside. */
        public double share(Footprint footprint) {
            double inset = polygon.inset(footprint.centre());
            double reach = Math.hypot(footprint.length(), footprint.width()) / 2;
            if (inset >= reach) {
                return 1;
            }
            return inset <= -reach ? 0 : footprint.shareInside(polygon);
        }
    }

    /**
     * A lane on the road.
     *
     * @param heading along the direction of travel
     * @param vehicles who may use it; null when everyone may
     * @param stopLine where the lane meets its junction, metres along {@code heading}; infinity when no stop line is drawn
     */
    public record RoadLane(
            String id,
            RoadArea area,
            Segment heading,
            @Nullable Set<ObjectClass> vehicles,
            @Nullable Set<Scene.Movement> movements,
            boolean oneMotorLanePerDirection,
            double stopLine) {}

    /**
     * A stop line on the road.
     *
     * @param line across the lane
     * @param heading the unit vector across the line, in the direction of travel
     */
    public record RoadStopLine(String id, Segment line, Point heading, String signal, Set<Scene.Movement> turnOnRed) {

        /** How far {@code p} is past the line, metres; negative before it. */
        public double past(Point p) {
            return p.minus(line.from()).dot(heading);
        }

        /** How far {@code p} is beside the line's ends, metres; 0 between them. */
        public double beside(Point p) {
            double along = line.along(p);
            return Math.max(0, Math.max(-along, along - line.length()));
        }
    }

    /** A zone on the road; the other components as in {@link Scene.Zone}. */
    public record RoadZone(
            String id,
            Scene.ZoneKind kind,
            RoadArea area,
            @Nullable Duration after,
            Scene.@Nullable Hours hours,
            Set<DayOfWeek> days) {}

    /** A longitudinal marking on the road: pieces in the drawn order. */
    public record RoadMarking(String id, List<Segment> pieces, Scene.MarkingKind kind) {
        /** Copies the pieces. */
        public RoadMarking {
            pieces = List.copyOf(pieces);
        }
    }

    private static List<RoadStopLine> stopLines(Scene scene, Projector road) {
        List<RoadStopLine> found = new ArrayList<>();
        for (Scene.StopLine drawn : scene.stopLines()) {
            Segment line = road.segment(drawn.line());
            Segment heading = road.segment(drawn.heading());
            if (line == null || heading == null) {
                continue;
            }
            Point across = new Point(-line.direction().y(), line.direction().x());
            Point ahead = across.dot(heading.direction()) < 0 ? across.times(-1) : across;
            found.add(new RoadStopLine(drawn.id(), line, ahead, drawn.signal(), drawn.turnOnRed()));
        }
        return List.copyOf(found);
    }

    private static List<RoadLane> lanes(Scene scene, Projector road, List<RoadStopLine> stopLines) {
        List<RoadLane> found = new ArrayList<>();
        for (Scene.Lane drawn : scene.lanes()) {
            Polygon area = road.polygon(drawn.polygon());
            Segment heading = road.segment(drawn.heading());
            if (area != null && heading != null) {
                found.add(new RoadLane(
                        drawn.id(),
                        new RoadArea(area),
                        heading,
                        drawn.vehicles(),
                        drawn.movements(),
                        drawn.oneMotorLanePerDirection(),
                        stopLineOf(heading, stopLines)));
            }
        }
        return List.copyOf(found);
    }

    // The first stop line ahead of the lane's start that the lane's axis runs through in the line's own direction.
    private static double stopLineOf(Segment heading, List<RoadStopLine> stopLines) {
        double nearest = Double.POSITIVE_INFINITY;
        for (RoadStopLine stop : stopLines) {
            double closing = heading.direction().dot(stop.heading());
            if (closing > 0.7) {
                double at = -stop.past(heading.from()) / closing;
                Point meeting = heading.from().plus(heading.direction().times(at));
                if (at > 0 && stop.beside(meeting) < 1) {
                    nearest = Math.min(nearest, at);
                }
            }
        }
        return nearest;
    }

    private static List<RoadZone> zones(Scene scene, Projector road) {
        List<RoadZone> found = new ArrayList<>();
        for (Scene.Zone drawn : scene.zones()) {
            Polygon area = road.polygon(drawn.polygon());
            if (area != null) {
                found.add(new RoadZone(
                        drawn.id(), drawn.kind(), new RoadArea(area), drawn.after(), drawn.hours(), drawn.days()));
            }
        }
        return List.copyOf(found);
    }

    private static List<RoadMarking> markings(Scene scene, Projector road) {
        List<RoadMarking> found = new ArrayList<>();
        for (Scene.Marking drawn : scene.markings()) {
            List<Segment> pieces = new ArrayList<>();
            for (int i = 1; i < drawn.line().size(); i++) {
                Segment piece = road.segment(
                        new Segment(drawn.line().get(i - 1), drawn.line().get(i)));
                if (piece != null) {
                    pieces.add(piece);
                }
            }
            found.add(new RoadMarking(drawn.id(), pieces, drawn.kind()));
        }
        return List.copyOf(found);
    }

    /** Carries normalised picture shapes onto the road, cut off where the road ends. */
    private record Projector(CameraModel camera, double width, double height) {

        private static final int HALVINGS = 40;

        @Nullable Point point(Point normalised) {
            Point ground = camera.toGround(new Point(normalised.x() * width, normalised.y() * height));
            return ground != null && camera.depth(ground) <= FARTHEST ? ground : null;
        }

        @Nullable Segment segment(Segment drawn) {
            Point from = nearest(drawn.from(), drawn.to());
            Point to = nearest(drawn.to(), drawn.from());
            return from == null || to == null || from.equals(to) ? null : new Segment(from, to);
        }

        @Nullable Polygon polygon(Polygon drawn) {
            List<Point> ground = new ArrayList<>();
            List<Point> corners = drawn.points();
            for (int i = 0; i < corners.size(); i++) {
                Point corner = corners.get(i);
                Point next = corners.get((i + 1) % corners.size());
                Point here = point(corner);
                Point there = point(next);
                if (here != null) {
                    ground.add(here);
                }
                if (here == null != (there == null)) {
                    Point cut = here == null ? nearest(corner, next) : nearest(next, corner);
                    if (cut != null) {
                        ground.add(cut);
                    }
                }
            }
            return ground.size() < 3 ? null : new Polygon(ground);
        }

        /** The road point nearest to {@code wanted} on the drawn way to {@code other}; null when all of it is off the road. */
        private @Nullable Point nearest(Point wanted, Point other) {
            Point ground = point(wanted);
            if (ground != null || point(other) == null) {
                return ground;
            }
            double off = 0;
            double on = 1;
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (off + on) / 2;
                if (point(wanted.plus(other.minus(wanted).times(middle))) == null) {
                    off = middle;
                } else {
                    on = middle;
                }
            }
            return point(wanted.plus(other.minus(wanted).times(on)));
        }

        /** 1 when the ground axes are right-handed seen from above, else -1. */
        double leftSign() {
            Point near = camera.toGround(new Point(width / 2, height * 0.99));
            Point right = camera.toGround(new Point(width * 0.6, height * 0.99));
            Point far = camera.toGround(new Point(width / 2, height * 0.9));
            if (near == null || right == null || far == null) {
                return 1;
            }
            return right.minus(near).cross(far.minus(near)) < 0 ? -1 : 1;
        }
    }
}
