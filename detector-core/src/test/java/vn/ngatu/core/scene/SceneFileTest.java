package vn.ngatu.core.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;
import vn.ngatu.core.config.Unit;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Point;

class SceneFileTest {

    private static final Map<String, Map<String, Unit>> RULES =
            Map.of("red-light", Map.of("grace", Unit.SECONDS, "share", Unit.NUMBER, "enabled", Unit.FLAG));
    private static final String FULL = """
            scene: ly-thuong-kiet
            image: {width: 1280, height: 720}
            timeZone: Asia/Ho_Chi_Minh
            calibration:
              camera: {height: 8m, pitch: 18deg, focal: 1250px}
            signals:
              - id: main
                heads:
                  - {box: [0.71, 0.12, 0.02, 0.07], lamps: vertical}
                  - {box: [0.10, 0.12, 0.06, 0.03], lamps: horizontal, order: [green, amber, red]}
            lanes:
              - id: L1
                polygon: [[0.30, 0.95], [0.42, 0.40], [0.47, 0.40], [0.45, 0.95]]
                heading: [[0.37, 0.95], [0.45, 0.40]]
                vehicles: [car, truck, bus]
                movements: [straight, left]
                oneMotorLanePerDirection: true
            stopLines:
              - id: S1
                line: [[0.28, 0.62], [0.55, 0.62]]
                heading: [[0.40, 0.80], [0.42, 0.50]]
                signal: main
                turnOnRed: [right]
            markings:
              - {id: M1, line: [[0.45, 0.95], [0.47, 0.40]], kind: solid-white}
            zones:
              - {id: Z1, kind: no-stopping, polygon: [[0, 0], [1, 0], [1, 1]], after: 20s}
              - {id: Z2, kind: no-parking, polygon: [[0, 0], [1, 0], [1, 1]], after: 300s, hours: "06:00-22:00", days: [mon, tue]}
            rules:
              red-light: {grace: 300ms, share: 0.5, enabled: true}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsEverythingOfTheContract() throws Exception {
        Scene scene = SceneFile.load(write(FULL), RULES);

        assertThat(scene.id()).isEqualTo("ly-thuong-kiet");
        assertThat(scene.image()).isEqualTo(new Scene.ImageSize(1280, 720));
        assertThat(scene.timeZone().getId()).isEqualTo("Asia/Ho_Chi_Minh");
        Scene.CameraPose pose = Objects.requireNonNull(
                Objects.requireNonNull(scene.calibration()).camera());
        assertThat(pose.pitch()).isCloseTo(Math.toRadians(18), within(1e-12));
        assertThat(pose.roll()).isZero();
        assertThat(scene.signals().get(0).heads().get(0).order())
                .containsExactly(Scene.LampColour.RED, Scene.LampColour.AMBER, Scene.LampColour.GREEN);
        assertThat(scene.signals().get(0).heads().get(1).order())
                .containsExactly(Scene.LampColour.GREEN, Scene.LampColour.AMBER, Scene.LampColour.RED);
        Scene.Lane lane = scene.lanes().get(0);
        assertThat(lane.vehicles()).containsExactlyInAnyOrder(ObjectClass.CAR, ObjectClass.TRUCK, ObjectClass.BUS);
        assertThat(lane.movements()).containsExactlyInAnyOrder(Scene.Movement.STRAIGHT, Scene.Movement.LEFT);
        assertThat(lane.oneMotorLanePerDirection()).isTrue();
        assertThat(scene.stopLines().get(0).turnOnRed()).containsExactly(Scene.Movement.RIGHT);
        assertThat(scene.markings().get(0).line()).containsExactly(new Point(0.45, 0.95), new Point(0.47, 0.40));
        assertThat(scene.zones().get(0).after()).isEqualTo(Duration.ofSeconds(20));
        assertThat(scene.zones().get(1).hours()).isEqualTo(new Scene.Hours(LocalTime.of(6, 0), LocalTime.of(22, 0)));
        assertThat(scene.zones().get(1).days()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.TUESDAY);
        assertThat(scene.rules()).isEqualTo(Map.of("red-light", Map.of("grace", 0.3, "share", 0.5, "enabled", 1.0)));
    }

    @Test
    void leavesOutWhatMayBeLeftOut() throws Exception {
        Scene scene = SceneFile.load(write("scene: a\nimage: {width: 640, height: 480}\ntimeZone: UTC\nlanes:\n"
                + "  - {id: L, polygon: [[0, 0], [1, 0], [1, 1]], heading: [[0, 0], [1, 1]]}\n"));
        assertThat(scene.calibration()).isNull();
        assertThat(scene.lanes().get(0).vehicles()).isNull();
        assertThat(scene.lanes().get(0).movements()).isNull();
        assertThat(scene.zones()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "lanes:|lains:|lains|unknown key|lanes? one of",
                "heading: [[0.37|haeding: [[0.37|lanes[0].haeding|unknown key|heading? one of",
                "kind: solid-white|kind: solid-wite|markings[0].kind|solid-wite|solid-white? one of",
                "id: L1|id: [1]|lanes[0].id|[1]|a name",
                "scene: ly|skene: ly|scene|missing|the scene's name",
                "height: 8m|height: 8|calibration.camera.height|8|a length such as 2.5m",
                "height: 8m|height: 8deg|calibration.camera.height|8deg|a length such as 2.5m",
                "height: 8m|height: -8m|calibration.camera.height|-8m|from 0.5m to 300m",
                "pitch: 18deg|pitch: 181deg|calibration.camera.pitch|181deg|from -10deg to 90deg",
                "focal: 1250px|focal: 1250|calibration.camera.focal|1250|a number of pixels",
                "after: 20s|after: 20|zones[0].after|20|a duration such as 20s",
                "after: 20s|after: 20m|zones[0].after|20m|a duration such as 20s; units: ms, s, min, h",
                "[0.30, 0.95]|[30, 0.95]|lanes[0].polygon[0][0]|30|a number from -0.5 to 1.5",
                "[0.30, 0.95]|[left, 0.95]|lanes[0].polygon[0][0]|left|a number from -0.5 to 1.5",
                "[0.30, 0.95]|[0.95]|lanes[0].polygon[0]|1 entries|a list of 2",
                "[0.42, 0.40], [0.47, 0.40]|[0.47, 0.40], [0.42, 0.40]|lanes[0].polygon|[[0.3|does not cross",
                "[[0.40, 0.80], [0.42, 0.50]]|[[0.4, 0.8], [0.4, 0.8]]|stopLines[0].heading[1]|[0.4,0.8]|other than",
                "signal: main|signal: mian|stopLines[0].signal|mian|main? one of main",
                "vehicles: [car, truck, bus]|vehicles: [car, lorry]|lanes[0].vehicles[1]|lorry|one of pedestrian",
                "vehicles: [car, truck, bus]|vehicles: [car, car]|lanes[0].vehicles[1]|car|each at most once",
                "movements: [straight, left]|movements: [straigt]|lanes[0].movements[0]|straigt|straight? one of",
                "id: Z2|id: Z1|zones[1].id|Z1|another id; zones[0] has this one",
                "Asia/Ho_Chi_Minh|Asia/Saigoon|timeZone|Asia/Saigoon|a time zone",
                "06:00-22:00|6-22|zones[1].hours|6-22|a time span",
                "06:00-22:00|06:00-06:00|zones[1].hours|06:00-06:00|two different times",
                "[mon, tue]|[monday]|zones[1].days[0]|monday|one of mon",
                "grace: 300ms|grase: 300ms|rules.red-light.grase|unknown key|grace? one of",
                "grace: 300ms|grace: 300|rules.red-light.grace|300|a duration",
                "red-light:|redlight:|rules.redlight|unknown key|red-light? one of red-light",
                "oneMotorLanePerDirection: true|oneMotorLanePerDirection: 1|lanes[0].oneMotorLanePerDirection|1|true or false",
                "[0.71, 0.12, 0.02, 0.07]|[0.99, 0.12, 0.02, 0.07]|signals[0].heads[0].box|[0.99|inside the picture",
                "[0.71, 0.12, 0.02, 0.07]|[0.71, 0.12, 0, 0.07]|signals[0].heads[0].box|[0.71|above 0",
                "width: 1280|width: 12.5|image.width|12.5|a whole number",
                "kind: no-stopping|kind: no-overtaking|zones[0].after|20s|no such key in a no-overtaking zone",
            })
    void namesAFaultByPathValueAndExpectation(String was, String is, String path, String value, String expected)
            throws Exception {
        assertThat(FULL).contains(was);
        List<Fault> faults = SceneFile.check(write(FULL.replaceFirst(java.util.regex.Pattern.quote(was), is)), RULES);
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.path()).isEqualTo(path);
            assertThat(fault.value()).startsWith(value);
            assertThat(fault.expected()).contains(expected);
        });
    }

    @Test
    void tellsAllFaultsAtOnce() throws Exception {
        String broken = FULL.replace("height: 8m", "height: 8")
                .replace("signal: main", "signal: other")
                .replace("id: Z2", "id: Z1")
                .replace("[0.42, 0.40], [0.47, 0.40]", "[0.47, 0.40], [0.42, 0.40]");
        assertThatThrownBy(() -> SceneFile.load(write(broken), RULES))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.faults())
                                .extracting(Fault::path)
                                .containsExactlyInAnyOrder(
                                        "calibration.camera.height",
                                        "stopLines[0].signal",
                                        "zones[1].id",
                                        "lanes[0].polygon"));
    }

    @Test
    void refusesCalibrationsThatNoCameraFits() throws Exception {
        assertThat(calibrationFault("{}")).startsWith("calibration: neither points nor camera");
        assertThat(calibrationFault("{camera: {height: 8m, pitch: 18deg, focal: 900px}, points: []}"))
                .startsWith("calibration.points: 0 entries");
        assertThat(calibrationFault(points("[0, 0]", "[0, 10]", "[0, 20]", "[5, 12]")))
                .isEqualTo("calibration.points: ground points 0, 1 and 2 are on one line"
                        + " (expected: four points, no three of them on a line)");
        assertThat(calibrationFault(points("[0, 0]", "[5, 0]", "[5, 20]", "[5, 20]")))
                .contains("points 0, 2 and 3 are on one line");
        assertThat(calibrationFault(points("[5, 0]", "[0, 0]", "[0, 20]", "[5, 20]")))
                .contains("mirrored");
        assertThat(calibrationFault(points("[0, 0]", "[5, 0]", "[5, 20]", "[0, 20]")))
                .isEmpty();
    }

    @Test
    void saysWhereTheYamlIsBroken() throws Exception {
        Path file = write("scene: a\nimage: {width: 640\ntimeZone: UTC\n");
        assertThat(SceneFile.check(file, RULES))
                .singleElement()
                .satisfies(fault -> assertThat(fault.path()).startsWith(file + ":3:"));
        Path twice = write("scene: a\nscene: b\n");
        assertThat(SceneFile.check(twice, RULES).get(0).value()).contains("uplicate");
    }

    @Test
    void refusesBombsAndOtherFiles() throws Exception {
        assertThat(SceneFile.check(folder.resolve("none.yaml"), RULES).get(0).value())
                .isEqualTo("missing");
        assertThat(SceneFile.check(folder, RULES).get(0).value()).isEqualTo("a folder");
        assertThat(SceneFile.check(write("scene: &a x\nimage: *a\n"), RULES)
                        .get(0)
                        .value())
                .isEqualTo("alias *a");
        assertThat(SceneFile.check(write("scene: " + "[".repeat(500) + "]".repeat(500)), RULES))
                .hasSize(1);
        assertThat(SceneFile.check(write("#".repeat(2_000_000)), RULES).get(0).value())
                .isEqualTo("2000000 bytes");
        assertThat(SceneFile.check(write(""), RULES).get(0).path()).isEqualTo("the file");
        assertThat(SceneFile.check(write("just a text"), RULES).get(0).value()).isEqualTo("just a text");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, new byte[] {'a', (byte) 0xE3});
        assertThat(SceneFile.check(latin, RULES).get(0).value()).isEqualTo("not UTF-8");
    }

    @Test
    void theCommittedSchemaIsTheGeneratedOne() throws Exception {
        try (var stream = Objects.requireNonNull(SceneFile.class.getResourceAsStream("scene.schema.json"))) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(SceneFile.schema(Map.of()));
        }
    }

    private String calibrationFault(String calibration) throws IOException {
        String text = "scene: a\nimage: {width: 640, height: 480}\ntimeZone: UTC\ncalibration: " + calibration + "\n";
        List<Fault> faults = SceneFile.check(write(text), RULES);
        return faults.isEmpty() ? "" : faults.get(0).toString();
    }

    private static String points(String... ground) {
        String[] image = {"[0.2, 0.9]", "[0.8, 0.92]", "[0.65, 0.4]", "[0.35, 0.41]"};
        StringBuilder text = new StringBuilder("{points: [");
        for (int i = 0; i < 4; i++) {
            text.append("{image: ")
                    .append(image[i])
                    .append(", ground: ")
                    .append(ground[i])
                    .append("}, ");
        }
        return text.append("]}").toString();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("scene.yaml"), text);
    }
}
