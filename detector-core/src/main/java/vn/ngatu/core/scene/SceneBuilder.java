package vn.ngatu.core.scene;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.config.Names;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.geom.Polygon;
import vn.ngatu.core.geom.Segment;

/** Turns a faultless tree into a {@link Scene}; what is wrong with a tree is found before, by {@link SceneChecks}. Pure. */
final class SceneBuilder {

    private final Map<String, Map<String, Unit>> ruleKeys;

    SceneBuilder(Map<String, Map<String, Unit>> ruleKeys) {
        this.ruleKeys = ruleKeys;
    }

    Scene scene(JsonNode tree) {
        return new Scene(
                tree.path("scene").asText(),
                image(tree),
                ZoneId.of(tree.path("timeZone").asText()),
                tree.has("calibration") ? calibration(tree.path("calibration")) : null,
                each(tree.path("signals"), SceneBuilder::signal),
                each(tree.path("lanes"), SceneBuilder::lane),
                each(tree.path("stopLines"), SceneBuilder::stopLine),
                each(
                        tree.path("markings"),
                        node -> new Scene.Marking(
                                id(node),
                                each(node.path("line"), SceneBuilder::point),
                                Names.parse(
                                        Scene.MarkingKind.class,
                                        node.path("kind").asText()))),
                each(tree.path("zones"), SceneBuilder::zone),
                rules(tree.path("rules")),
                tree.has("reference") ? tree.path("reference").asText() : null);
    }

    static Scene.ImageSize image(JsonNode tree) {
        JsonNode image = tree.path("image");
        return new Scene.ImageSize(
                image.path("width").asInt(), image.path("height").asInt());
    }

    static Scene.Calibration calibration(JsonNode node) {
        return new Scene.Calibration(
                each(
                        node.path("points"),
                        pair -> new Scene.PointPair(point(pair.path("image")), point(pair.path("ground")))),
                node.has("camera") ? pose(node.path("camera")) : null);
    }

    static Point point(JsonNode node) {
        return new Point(node.path(0).asDouble(), node.path(1).asDouble());
    }

    static List<Point> points(JsonNode node) {
        return each(node, SceneBuilder::point);
    }

    private static Scene.CameraPose pose(JsonNode node) {
        return new Scene.CameraPose(
                quantity(Unit.METRES, node.path("height")),
                quantity(Unit.RADIANS, node.path("pitch")),
                node.has("roll") ? quantity(Unit.RADIANS, node.path("roll")) : 0,
                quantity(Unit.PIXELS, node.path("focal")));
    }

    private static Scene.Signal signal(JsonNode node) {
        return new Scene.Signal(id(node), each(node.path("heads"), SceneBuilder::head));
    }

    private static Scene.Head head(JsonNode node) {
        JsonNode box = node.path("box");
        List<Scene.LampColour> order = node.has("order")
                ? each(node.path("order"), colour -> Names.parse(Scene.LampColour.class, colour.asText()))
                : List.of(Scene.LampColour.RED, Scene.LampColour.AMBER, Scene.LampColour.GREEN);
        return new Scene.Head(
                box.path(0).asDouble(),
                box.path(1).asDouble(),
                box.path(2).asDouble(),
                box.path(3).asDouble(),
                Names.parse(Scene.Lamps.class, node.path("lamps").asText()),
                order);
    }

    private static Scene.Lane lane(JsonNode node) {
        return new Scene.Lane(
                id(node),
                new Polygon(points(node.path("polygon"))),
                segment(node.path("heading")),
                setOrNull(ObjectClass.class, node.get("vehicles")),
                setOrNull(Scene.Movement.class, node.get("movements")),
                node.path("oneMotorLanePerDirection").asBoolean(false));
    }

    private static Scene.StopLine stopLine(JsonNode node) {
        return new Scene.StopLine(
                id(node),
                segment(node.path("line")),
                segment(node.path("heading")),
                node.path("signal").asText(),
                set(Scene.Movement.class, node.path("turnOnRed")));
    }

    private static Scene.Zone zone(JsonNode node) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        node.path("days")
                .forEach(day ->
                        days.add(DayOfWeek.of(1 + Arrays.asList(SceneShape.DAYS).indexOf(day.asText()))));
        return new Scene.Zone(
                id(node),
                Names.parse(Scene.ZoneKind.class, node.path("kind").asText()),
                new Polygon(points(node.path("polygon"))),
                node.has("after")
                        ? Duration.ofMillis(Math.round(1000 * quantity(Unit.SECONDS, node.path("after"))))
                        : null,
                node.has("hours") ? hours(node.path("hours").asText()) : null,
                days);
    }

    private static Scene.Hours hours(String text) {
        int dash = text.indexOf('-');
        String to = text.substring(dash + 1);
        // The day's end is the next day's beginning: the span wraps midnight.
        return new Scene.Hours(
                LocalTime.parse(text.substring(0, dash)), LocalTime.parse(to.equals("24:00") ? "00:00" : to));
    }

    private Map<String, Map<String, Double>> rules(JsonNode node) {
        Map<String, Map<String, Double>> rules = new TreeMap<>();
        ruleKeys.forEach((kind, keys) -> {
            Map<String, Double> values = new TreeMap<>();
            keys.forEach((key, unit) -> {
                JsonNode value = node.path(kind).get(key);
                if (value != null) {
                    values.put(key, quantity(unit, value));
                }
            });
            if (!values.isEmpty()) {
                rules.put(kind, values);
            }
        });
        return rules;
    }

    private static double quantity(Unit unit, JsonNode node) {
        return switch (unit) {
            case NUMBER -> node.asDouble();
            case FLAG -> node.asBoolean() ? 1 : 0;
            default -> unit.parse(node.asText()).orElseThrow();
        };
    }

    private static String id(JsonNode node) {
        return node.path("id").asText();
    }

    private static Segment segment(JsonNode node) {
        return new Segment(point(node.path(0)), point(node.path(1)));
    }

    private static <E extends Enum<E>> @Nullable Set<E> setOrNull(Class<E> type, @Nullable JsonNode node) {
        return node == null ? null : Set.copyOf(set(type, node));
    }

    private static <E extends Enum<E>> Set<E> set(Class<E> type, JsonNode node) {
        Set<E> values = EnumSet.noneOf(type);
        node.forEach(name -> values.add(Names.parse(type, name.asText())));
        return values;
    }

    private static <T> List<T> each(JsonNode list, Function<JsonNode, T> build) {
        List<T> values = new ArrayList<>();
        list.forEach(node -> values.add(build.apply(node)));
        return values;
    }
}
