package vn.ngatu.core.scene;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;
import vn.ngatu.core.geom.Segment;

/**
 * What one camera view means, as its author drew it: the content of a scene file. Picture points are normalised to 0..1
 * of the picture (x right, y down), so a scene survives a change of resolution.
 *
 * @param id the scene's name
 * @param image the picture the points were drawn on, pixels
 * @param timeZone the zone of wall times
 * @param calibration how picture and road belong together; null when the view is not calibrated
 * @param rules overrides of the rules' defaults, by kind name and then key, in SI units
 * @param reference path of a picture of this view as it should be, relative to the scene file; null when none is kept
 */
public record Scene(
        String id,
        ImageSize image,
        ZoneId timeZone,
        @Nullable Calibration calibration,
        List<Signal> signals,
        List<Lane> lanes,
        List<StopLine> stopLines,
        List<Marking> markings,
        List<Zone> zones,
        Map<String, Map<String, Double>> rules,
        @Nullable String reference) {

    /** A scene without a reference picture. */
    public Scene(
            String id,
            ImageSize image,
            ZoneId timeZone,
            @Nullable Calibration calibration,
            List<Signal> signals,
            List<Lane> lanes,
            List<StopLine> stopLines,
            List<Marking> markings,
            List<Zone> zones,
            Map<String, Map<String, Double>> rules) {
        this(id, image, timeZone, calibration, signals, lanes, stopLines, markings, zones, rules, null);
    }

    /** Copies the collections. */
    public Scene {
        signals = List.copyOf(signals);
        lanes = List.copyOf(lanes);
        stopLines = List.copyOf(stopLines);
        markings = List.copyOf(markings);
        zones = List.copyOf(zones);
        Map<String, Map<String, Double>> copy = new TreeMap<>();
        rules.forEach((kind, values) -> copy.put(kind, Map.copyOf(values)));
        rules = Map.copyOf(copy);
    }

    /** A picture's size in pixels. */
    public record ImageSize(int width, int height) {}

    /**
     * How picture and road belong together: exactly one of {@code points} (at least four) or {@code camera} is given; the
     * other is empty or null.
     */
    public record Calibration(
            List<PointPair> points, @Nullable CameraPose camera) {
        /** Copies the points. */
        public Calibration {
            points = List.copyOf(points);
        }
    }

    /** A picture point (normalised) and the road point (metres) seen there. */
    public record PointPair(Point image, Point ground) {}

    /** Where the camera hangs and looks: metres, radians, focal length in pixels of {@link Scene#image}. */
    public record CameraPose(double height, double pitch, double roll, double focal) {}

    /** Signal heads that always show the same state. */
    public record Signal(String id, List<Head> heads) {
        /** Copies the heads. */
        public Signal {
            heads = List.copyOf(heads);
        }
    }

    /**
     * One lamp housing in the picture (normalised left, top, width and height).
     *
     * @param order the colours from the top or the left, each at most once
     */
    public record Head(double left, double top, double width, double height, Lamps lamps, List<LampColour> order) {
        /** Copies the order. */
        public Head {
            order = List.copyOf(order);
        }
    }

    /** How the lamps of a head are lined up. */
    public enum Lamps {
        VERTICAL,
        HORIZONTAL
    }

    /** A lamp's colour. */
    public enum LampColour {
        RED,
        AMBER,
        GREEN
    }

    /** Where a vehicle may go at a junction. */
    public enum Movement {
        STRAIGHT,
        LEFT,
        RIGHT,
        U_TURN
    }

    /**
     * A driving lane.
     *
     * @param heading a line along the direction of travel
     * @param vehicles who may use it; null when everyone may
     * @param movements where it may lead; null when anywhere
     * @param oneMotorLanePerDirection whether the road has one motor lane per direction: the legal precondition of overtaking
     */
    public record Lane(
            String id,
            Polygon polygon,
            Segment heading,
            @Nullable Set<ObjectClass> vehicles,
            @Nullable Set<Movement> movements,
            boolean oneMotorLanePerDirection) {}

    /**
     * The line at which a signal asks to stop.
     *
     * @param heading a line along the direction of travel across it
     * @param signal the {@link Signal#id()} that governs it
     * @param turnOnRed movements that may go on red
     */
    public record StopLine(String id, Segment line, Segment heading, String signal, Set<Movement> turnOnRed) {
        /** Copies the movements. */
        public StopLine {
            turnOnRed = Set.copyOf(turnOnRed);
        }
    }

    /** A longitudinal marking painted on the road; a polyline of at least two points. */
    public record Marking(String id, List<Point> line, MarkingKind kind) {
        /** Copies the points. */
        public Marking {
            line = List.copyOf(line);
        }
    }

    /** What a longitudinal marking allows. */
    public enum MarkingKind {
        SOLID_WHITE,
        SOLID_YELLOW,
        BROKEN_WHITE,
        BROKEN_YELLOW,
        /** Two lines side by side; solid on the left of the drawn direction, broken on its right. */
        SOLID_BROKEN
    }

    /**
     * An area of road with a rule of its own.
     *
     * @param after how long standing is allowed; null for the rule's default
     * @param hours when the zone applies, in the scene's time zone; null for always
     * @param days the days on which it applies; empty for every day
     */
    public record Zone(
            String id,
            ZoneKind kind,
            Polygon polygon,
            @Nullable Duration after,
            @Nullable Hours hours,
            Set<java.time.DayOfWeek> days) {
        /** Copies the days. */
        public Zone {
            days = Set.copyOf(days);
        }
    }

    /** A daily time span from {@code from} (inclusive) to {@code to} (exclusive); it may wrap midnight. */
    public record Hours(java.time.LocalTime from, java.time.LocalTime to) {}

    /** What a zone is about. */
    public enum ZoneKind {
        NO_STOPPING,
        NO_PARKING,
        NO_OVERTAKING,
        /** Buses may stand here. */
        BUS_STOP
    }
}
