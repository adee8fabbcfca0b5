package vn.ngatu.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;

class ModelFolderTest {

    // Of the four bytes "test".
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String JSON = """
            {"name": "mine", "version": "3", "weights": {"file": "mine.pt", "sha256": "HASH"},
             "input": {"width": 640, "height": 384, "elements": "float32", "channels": "bgr", "divisor": 255,
               "letterbox": "top-left", "fill": 114},
             "layout": "yolov8", "classes": ["car", null, "motorcycle"], "lowScore": 0.2,
             "limits": {
               "car": {"enabled": true, "score": 0.5, "minWidth": 8, "minHeight": 9},
               "motorcycle": {"enabled": false, "score": 0.4, "minWidth": 4, "minHeight": 6}},
             "duplicates": {"iou": 0.6, "containment": 0.9}, "provenance": "a test", "licence": "Apache-2.0"}
            """.replace("HASH", HASH);

    private final Path directory;

    ModelFolderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aSoundFolderIsRead() throws Exception {
        write(JSON);
        ModelFolder folder = ModelFolder.load(directory);
        ModelInfo info = folder.info();
        assertThat(folder.weights()).isEqualTo(directory.resolve("mine.pt"));
        assertThat(info.name() + info.version() + info.provenance() + info.licence())
                .isEqualTo("mine3a testApache-2.0");
        assertThat(info.input())
                .isEqualTo(new ModelInput(640, 384, ModelInput.Elements.FLOAT32, ModelInput.Channels.BGR, 255));
        assertThat(info.layout()).isEqualTo(OutputLayout.YOLOV8);
        assertThat(info.classes())
                .containsExactly(Optional.of(ObjectClass.CAR), Optional.empty(), Optional.of(ObjectClass.MOTORCYCLE));
        assertThat(info.limits())
                .containsEntry(ObjectClass.CAR, new ClassLimits(true, 0.5, 8, 9))
                .containsEntry(ObjectClass.MOTORCYCLE, new ClassLimits(false, 0.4, 4, 6))
                .hasSize(2);
        assertThat(info.lowScore()).isEqualTo(0.2);
        assertThat(info.duplicates()).isEqualTo(new Duplicates(0.6, 0.9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"street-detector", "street-detector-int8"})
    void theShippedModelsFoldersAreSound(String name) throws Exception {
        ModelInfo info = ModelFolder.load(Path.of(System.getProperty("ngatu.home"), "models", name))
                .info();
        assertThat(info.layout()).isEqualTo(OutputLayout.NGATU_BOXES);
        assertThat(info.limits().entrySet().stream()
                        .filter(entry -> entry.getValue().enabled())
                        .map(entry -> entry.getKey()))
                .containsExactlyInAnyOrder(
                        ObjectClass.PEDESTRIAN,
                        ObjectClass.MOTORCYCLE,
                        ObjectClass.CAR,
                        ObjectClass.BUS,
                        ObjectClass.TRUCK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\": \"mine\" | \"name\": 7 | name: 7 (expected: text)",
                "\"name\": \"mine\", | '' | name: missing (expected: text)",
                "\"mine.pt\" | \"../mine.pt\" | weights.file: ../mine.pt (expected: a file's name without folders)",
                "\"width\": 640 | \"width\": 8 | input.width: 8 (expected: a whole number from 32 to 4096)",
                "\"float32\" | \"float16\" | input.elements: \"float16\" (expected: one of float32, uint8)",
                "\"bgr\" | \"BGR\" | input.channels: \"BGR\" (expected: one of rgb, bgr)",
                "255 | 127 | input.divisor: 127 (expected: one of 1, 255)",
                "\"float32\" | \"uint8\" | input.divisor: 255 (expected: 1 with elements uint8)",
                "\"top-left\" | \"centre\" | input.letterbox: \"centre\" (expected: top-left)",
                "114 | 0 | input.fill: 0 (expected: 114)",
                "yolov8 | yolov9 | layout: \"yolov9\" (expected: one of ngatu-boxes, yolov5, yolov8, yolox, yolox-decoded)",
                "null | \"tram\" | classes[1]: \"tram\" (expected: null or one of pedestrian, bicycle, motorcycle, car, bus, truck)",
                "0.4 | 0.1 | limits.motorcycle.score: 0.1 (expected: a number from 0.2 to 1)",
                "\"minWidth\": 8 | \"minWidth\": 0 | limits.car.minWidth: 0 (expected: a number from 1 to 4096)",
                "null | \"bus\" | limits.bus: missing (expected: an object)",
                "\"iou\": 0.6 | \"iou\": 1.6 | duplicates.iou: 1.6 (expected: a number from 0 to 1)",
                "\"layout\" | \"anchors\": 3, \"layout\" | anchors: unknown key (expected: one of name, version,",
            })
    void aFaultIsToldWithPathValueAndExpectation(String good, String bad, String message) throws IOException {
        write(JSON.replace(good, bad));
        assertThatThrownBy(() -> ModelFolder.load(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void allFaultsAreToldAtOnce() throws IOException {
        write(JSON.replace("\"mine\"", "1").replace("640", "0").replace("\"licence\"", "\"license\""));
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> ModelFolder.load(directory));
        assertThat(thrown.faults())
                .extracting(Fault::path)
                .containsExactly("name", "input.width", "licence", "license");
    }

    @Test
    void limitsOfAClassThatTheModelLacksAreRefused() throws IOException {
        write(JSON.replace("\"limits\": {", "\"limits\": {\"bus\": {\"enabled\": true},"));
        assertThatThrownBy(() -> ModelFolder.load(directory))
                .hasMessage("limits.bus: unknown key (expected: one of motorcycle, car)");
    }

    @Test
    void otherWeightsAreToldWithBothHashes() throws IOException {
        write(JSON);
        Files.writeString(directory.resolve("mine.pt"), "tesT");
        assertThatThrownBy(() -> ModelFolder.load(directory))
                .hasMessageMatching(".*mine.pt: sha256 [0-9a-f]{64} \\(expected: " + HASH + "\\)");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertThatThrownBy(() -> ModelFolder.load(directory.resolve("none")))
                .hasMessageEndingWith("model.json: missing (expected: a file)");
        write(JSON);
        Files.delete(directory.resolve("mine.pt"));
        assertThatThrownBy(() -> ModelFolder.load(directory))
                .hasMessageEndingWith("mine.pt: missing (expected: a file)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"a\", \"name\": \"b\"}", "{} {}", "{\"name\":", "name: mine"})
    void brokenJsonIsToldWithItsPlace(String text) throws IOException {
        write(text);
        assertThatThrownBy(() -> ModelFolder.load(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("model.json:1:")
                .hasMessageEndingWith("(expected: JSON)")
                .message()
                .hasLineCount(1);
    }

    @Test
    void anEmptyDescriptionIsNoObject() throws IOException {
        write("");
        assertThatThrownBy(() -> ModelFolder.load(directory))
                .hasMessageEndingWith("model.json: missing (expected: an object)");
    }

    private void write(String json) throws IOException {
        Files.writeString(directory.resolve("model.json"), json);
        Files.writeString(directory.resolve("mine.pt"), "test");
    }
}
