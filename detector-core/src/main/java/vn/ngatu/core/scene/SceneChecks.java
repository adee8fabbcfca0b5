package vn.ngatu.core.scene;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.config.Names;
import vn.ngatu.core.config.Shape;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;

/**
 * What a scene file's layout alone can't tell: shapes that cross themselves, names that are double or lead nowhere,
 * calibrations that no camera fits. Works on whatever part of the tree is sound, so that all faults are found at once.
 * Pure.
 */
final class SceneChecks {

    private final List<Fault> faults;
    private final Set<String> broken;

    private SceneChecks(List<Fault> faults) {
        this.faults = faults;
        this.broken = new TreeSet<>(faults.stream().map(Fault::path).toList());
    }

    /** Every fault of the tree, layout first. */
    static List<Fault> faultsOf(JsonNode tree, Map<String, Map<String, Unit>> ruleKeys) {
        List<Fault> faults = new ArrayList<>();
        SceneShape.of(ruleKeys).check("", tree, faults);
        if (tree.isObject()) {
            new SceneChecks(faults).check(tree);
        }
        return faults;
    }

    private void check(JsonNode tree) {
        checkTimeZone(tree);
        checkCalibration(tree);
        for (String list : List.of("signals", "lanes", "stopLines", "markings", "zones")) {
            checkIds(list, tree.path(list));
        }
        each("signals", tree, this::checkHeads);
        each("lanes", tree, (path, lane) -> {
            checkPolygon(path + ".polygon", lane.path("polygon"));
            checkLine(path + ".heading", lane.path("heading"));
        });
        Set<String> signals = new TreeSet<>();
        tree.path("signals").forEach(signal -> signals.add(signal.path("id").asText()));
        each("stopLines", tree, (path, stopLine) -> {
            checkLine(path + ".line", stopLine.path("line"));
            checkLine(path + ".heading", stopLine.path("heading"));
            JsonNode signal = stopLine.path("signal");
            if (isSound(path + ".signal", signal) && !signals.contains(signal.asText())) {
                faults.add(new Fault(
                        path + ".signal",
                        signal.asText(),
                        signals.isEmpty()
                                ? "a signal's id; there are no signals"
                                : Names.suggestion(signal.asText(), signals)));
            }
        });
        each("markings", tree, (path, marking) -> checkLine(path + ".line", marking.path("line")));
        each("zones", tree, this::checkZone);
    }

    private void checkTimeZone(JsonNode tree) {
        JsonNode zone = tree.path("timeZone");
        if (!isSound("timeZone", zone)) {
            return;
        }
        try {
            ZoneId.of(zone.asText());
        } catch (DateTimeException e) {
            faults.add(new Fault("timeZone", zone.asText(), "a time zone such as Asia/Ho_Chi_Minh"));
        }
    }

    private void checkCalibration(JsonNode tree) {
        JsonNode calibration = tree.path("calibration");
        if (!calibration.isObject()) {
            return;
        }
        if (calibration.has("points") == calibration.has("camera")) {
            String value = calibration.has("points") ? "both points and camera" : "neither points nor camera";
            faults.add(new Fault("calibration", value, "either points or camera"));
            return;
        }
        if (!isSound("calibration", calibration) || !isSound("image", tree.path("image"))) {
            return;
        }
        try {
            Calibrations.of(SceneBuilder.calibration(calibration), SceneBuilder.image(tree));
        } catch (IllegalArgumentException e) {
            faults.add(fault("calibration", e));
        }
    }

    // Messages of arguments have the form "thing: value (expected: expectation)".
    private static Fault fault(String path, IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(": ");
        int expected = message.lastIndexOf(" (expected: ");
        if (colon < 0 || expected < colon || !message.endsWith(")")) {
            return new Fault(path, message, "a usable calibration");
        }
        return new Fault(
                path + "." + message.substring(0, colon),
                message.substring(colon + 2, expected),
                message.substring(expected + 12, message.length() - 1));
    }

    private void checkIds(String name, JsonNode list) {
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode id = list.path(i).path("id");
            String path = name + "[" + i + "].id";
            Integer before = isSound(path, id) ? first.putIfAbsent(id.asText(), i) : null;
            if (before != null) {
                faults.add(new Fault(path, id.asText(), "another id; " + name + "[" + before + "] has this one"));
            }
        }
    }

    private void checkHeads(String path, JsonNode signal) {
        for (int i = 0; i < signal.path("heads").size(); i++) {
            String at = path + ".heads[" + i + "].box";
            JsonNode box = signal.path("heads").path(i).path("box");
            if (!isSound(at, box)) {
                continue;
            }
            double right = box.path(0).asDouble() + box.path(2).asDouble();
            double bottom = box.path(1).asDouble() + box.path(3).asDouble();
            if (!(box.path(2).asDouble() > 0 && box.path(3).asDouble() > 0)) {
                faults.add(new Fault(at, Shape.show(box), "left, top, width, height with a width and height above 0"));
            } else if (box.path(0).asDouble() < 0 || box.path(1).asDouble() < 0 || right > 1 || bottom > 1) {
                faults.add(new Fault(at, Shape.show(box), "left, top, width, height of a box inside the picture"));
            }
        }
    }

    private void checkZone(String path, JsonNode zone) {
        checkPolygon(path + ".polygon", zone.path("polygon"));
        String kind = zone.path("kind").asText();
        if (zone.has("after") && (kind.equals("no-overtaking") || kind.equals("bus-stop"))) {
            faults.add(
                    new Fault(path + ".after", Shape.show(zone.path("after")), "no such key in a " + kind + " zone"));
        }
        JsonNode hours = zone.path("hours");
        if (isSound(path + ".hours", hours)
                && hours.asText().substring(0, 5).equals(hours.asText().substring(6))) {
            faults.add(new Fault(path + ".hours", hours.asText(), "two different times"));
        }
    }

    private void checkPolygon(String path, JsonNode node) {
        if (!isSound(path, node)) {
            return;
        }
        Polygon polygon = new Polygon(SceneBuilder.points(node));
        if (!polygon.isSimple()) {
            faults.add(new Fault(path, Shape.show(node), "an outline that does not cross or touch itself"));
        }
    }

    private void checkLine(String path, JsonNode node) {
        if (!isSound(path, node)) {
            return;
        }
        List<Point> points = SceneBuilder.points(node);
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).equals(points.get(i - 1))) {
                faults.add(
                        new Fault(path + "[" + i + "]", Shape.show(node.get(i)), "a point other than the one before"));
            }
        }
    }

    private boolean isSound(String path, JsonNode node) {
        return !node.isMissingNode() && broken.stream().noneMatch(fault -> isWithin(fault, path));
    }

    private static boolean isWithin(String fault, String path) {
        return fault.startsWith(path)
                && (fault.length() == path.length()
                        || fault.charAt(path.length()) == '.'
                        || fault.charAt(path.length()) == '[');
    }

    private static void each(String name, JsonNode tree, Check check) {
        JsonNode list = tree.path(name);
        for (int i = 0; i < list.size(); i++) {
            check.at(name + "[" + i + "]", list.path(i));
        }
    }

    private interface Check {
        void at(String path, JsonNode node);
    }
}
