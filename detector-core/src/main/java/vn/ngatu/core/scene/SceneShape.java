package vn.ngatu.core.scene;

import static vn.ngatu.core.config.Shape.choice;
import static vn.ngatu.core.config.Shape.flag;
import static vn.ngatu.core.config.Shape.integer;
import static vn.ngatu.core.config.Shape.list;
import static vn.ngatu.core.config.Shape.names;
import static vn.ngatu.core.config.Shape.number;
import static vn.ngatu.core.config.Shape.object;
import static vn.ngatu.core.config.Shape.optional;
import static vn.ngatu.core.config.Shape.quantity;
import static vn.ngatu.core.config.Shape.required;
import static vn.ngatu.core.config.Shape.text;

import java.util.Map;
import java.util.TreeMap;
import vn.ngatu.core.config.Names;
import vn.ngatu.core.config.Shape;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.detect.ObjectClass;

/** The scene file's layout: every key, what it means and what it may hold. Pure. */
final class SceneShape {

    /** The days' names, Monday first. */
    static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    private static final int MOST = 200;
    private static final Shape ID = text("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", "a name of letters, digits, - _ and .");
    // A little beyond the picture, for lines whose ends lie outside.
    private static final Shape POINT = list(number(-0.5, 1.5), 2, 2);
    private static final Shape LINE = list(POINT, 2, 2);
    private static final Shape POLYGON = list(POINT, 3, MOST);
    private static final String HOUR = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";

    private SceneShape() {}

    /** The layout, with the keys that may be set per rule kind. */
    static Shape of(Map<String, Map<String, Unit>> ruleKeys) {
        return object(
                required("scene", ID, "the scene's name"),
                required("image", image(), "the picture the points were drawn on"),
                required("timeZone", text(".{1,64}", "a time zone such as Asia/Ho_Chi_Minh"), "the zone of wall times"),
                optional(
                        "reference",
                        text(".{1,255}", "the path of a picture, relative to the scene file"),
                        "a picture of the view as it should be, by which a moved camera is noticed; learnt at each start when"
                                + " left out"),
                optional("calibration", calibration(), "how picture and road belong together: points or camera"),
                optional("signals", list(signal(), 0, MOST), "signals"),
                optional("lanes", list(lane(), 0, MOST), "driving lanes"),
                optional("stopLines", list(stopLine(), 0, MOST), "lines at which a signal asks to stop"),
                optional("markings", list(marking(), 0, MOST), "longitudinal markings"),
                optional("zones", list(zone(), 0, MOST), "areas of road with a rule of their own"),
                optional("rules", rules(ruleKeys), "overrides of the rules' defaults, per kind"));
    }

    private static Shape image() {
        return object(
                required("width", integer(16, 16384), "pixels across"),
                required("height", integer(16, 16384), "pixels down"));
    }

    private static Shape calibration() {
        Shape ground = list(number(-100_000, 100_000), 2, 2);
        Shape pair = object(
                required("image", POINT, "a picture point [x, y], 0..1"),
                required(
                        "ground",
                        ground,
                        "the road point [x, y] there in metres, x to y counter-clockwise from above"));
        Shape camera = object(
                required("height", quantity(Unit.METRES, 0.5, 300, "from 0.5m to 300m"), "above the road, such as 8m"),
                required(
                        "pitch",
                        quantity(Unit.RADIANS, Math.toRadians(-10), Math.toRadians(90), "from -10deg to 90deg"),
                        "down from the horizontal, such as 18deg"),
                optional(
                        "roll",
                        quantity(Unit.RADIANS, Math.toRadians(-45), Math.toRadians(45), "from -45deg to 45deg"),
                        "positive when the horizon is higher on the right, 0deg when left out"),
                required(
                        "focal",
                        quantity(Unit.PIXELS, 10, 200_000, "from 10px to 200000px"),
                        "focal length in pixels of image, such as 1250px"));
        return object(
                optional("points", list(pair, 4, MOST), "at least four, not three on a line"),
                optional("camera", camera, "the camera's pose"));
    }

    private static Shape signal() {
        Shape head = object(
                required("box", list(number(-0.5, 1.5), 4, 4), "left, top, width and height of the lamps, 0..1"),
                required("lamps", choice(Names.of(Scene.Lamps.class)), "how the lamps are lined up"),
                optional(
                        "order",
                        names(1, Names.of(Scene.LampColour.class)),
                        "the colours from the top or the left; red, amber, green when left out"));
        return object(
                required("id", ID, "the signal's name"),
                required("heads", list(head, 1, MOST), "the heads that show it"));
    }

    private static Shape lane() {
        return object(
                required("id", ID, "the lane's name"),
                required("polygon", POLYGON, "its outline, at least three points"),
                required("heading", LINE, "a line of two points along the direction of travel"),
                optional("vehicles", names(1, Names.of(ObjectClass.class)), "who may use it; everyone when left out"),
                optional(
                        "movements",
                        names(1, Names.of(Scene.Movement.class)),
                        "where it may lead; anywhere when left out"),
                optional(
                        "oneMotorLanePerDirection",
                        flag(),
                        "whether the road has one motor lane per direction, the legal precondition for overtaking; false"
                                + " when left out"));
    }

    private static Shape stopLine() {
        return object(
                required("id", ID, "the stop line's name"),
                required("line", LINE, "its two ends"),
                required("heading", LINE, "a line of two points along the direction of travel across it"),
                required("signal", ID, "the id of the signal that governs it"),
                optional("turnOnRed", names(0, Names.of(Scene.Movement.class)), "movements that may go on red"));
    }

    private static Shape marking() {
        return object(
                required("id", ID, "the marking's name"),
                required("line", list(POINT, 2, MOST), "its points, at least two"),
                required("kind", choice(Names.of(Scene.MarkingKind.class)), "what is painted"));
    }

    private static Shape zone() {
        return object(
                required("id", ID, "the zone's name"),
                required("kind", choice(Names.of(Scene.ZoneKind.class)), "what it is about"),
                required("polygon", POLYGON, "its outline, at least three points"),
                optional(
                        "after",
                        quantity(Unit.SECONDS, 1, 86_400, "from 1s to 24h"),
                        "how long standing is allowed, such as 20s; the rule's default when left out"),
                optional(
                        "hours",
                        text(HOUR + "-(?:" + HOUR + "|24:00)", "a time span such as \"06:00-22:00\""),
                        "when it applies; always when left out"),
                optional("days", names(1, DAYS), "the days on which it applies; every day when left out"));
    }

    private static Shape rules(Map<String, Map<String, Unit>> ruleKeys) {
        Map<String, Shape> kinds = new TreeMap<>();
        ruleKeys.forEach((kind, keys) -> {
            Map<String, Shape> shapes = new TreeMap<>();
            keys.forEach((key, unit) -> shapes.put(key, quantity(unit, -1e9, 1e9, unit.expectation())));
            kinds.put(kind, Shape.mapping(shapes));
        });
        return Shape.mapping(kinds);
    }
}
