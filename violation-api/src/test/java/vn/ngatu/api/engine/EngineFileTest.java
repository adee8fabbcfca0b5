package vn.ngatu.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.config.Fault;

class EngineFileTest {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("ngatu.home", ".")).resolve("violation-api/examples");

    @TempDir
    Path folder = Path.of("none");

    private List<String> faults(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("engine.yaml"), yaml);
        Files.copy(EXAMPLES.resolve("scenes/suburb.yaml"), folder.resolve("suburb.yaml"));
        return EngineFile.check(file).stream().map(Fault::toString).toList();
    }

    @Test
    void theExampleSaysWhatHoldsAnyway() throws ConfigException {
        EngineConfig example = EngineFile.load(EXAMPLES.resolve("engine.example.yaml"));
        EngineConfig defaults = EngineFile.defaults();
        assertThat(example.data()).isEqualTo(EXAMPLES.resolve(defaults.data()));
        assertThat(new EngineConfig(
                        defaults.data(),
                        example.model(),
                        example.lanes(),
                        example.analysis(),
                        example.clock(),
                        example.evidence(),
                        example.management(),
                        List.of()))
                .isEqualTo(defaults);
    }

    @Test
    void theExampleNamesEveryKey() throws IOException {
        String example = Files.readString(EXAMPLES.resolve("engine.example.yaml"));
        JsonNode schema = new ObjectMapper().readTree(EngineFile.schema());
        assertThat(schema.findValues("properties"))
                .isNotEmpty()
                .allSatisfy(properties -> properties
                        .fieldNames()
                        .forEachRemaining(key -> assertThat(example).contains(key + ":")));
    }

    @Test
    void theSchemaIsTheOneCheckedIn() throws IOException {
        try (var stream = Objects.requireNonNull(EngineFile.class.getResourceAsStream("engine.schema.json"))) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(EngineFile.schema());
        }
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException, ConfigException {
        assertThat(faults("cameras: [{id: gate, scene: suburb.yaml, url: 'rtsp://10.0.0.5/live'}]"))
                .isEmpty();
        EngineConfig config = EngineFile.load(folder.resolve("engine.yaml"));
        assertThat(config.analysis()).isEqualTo(EngineFile.defaults().analysis());
        assertThat(config.cameras()).singleElement().satisfies(camera -> {
            assertThat(camera.detect()).isNull();
            assertThat(camera.main().user()).isNull();
            assertThat(camera.main().udp()).isFalse();
        });
    }

    @Test
    void everyFaultIsToldAtOnceWithItsPlaceAndTheNearestName() throws IOException {
        assertThat(faults("""
                lane: 2
                analysis: {baseRate: 8, burstRate: 4, leastRate: 9}
                clock: {alarm: 2s, block: 1s}
                cameras:
                  - {id: gate, scene: missing.yaml, url: 'rtsp://10.0.0.5/live', transport: tpc}
                  - {id: gate, scene: suburb.yaml, url: nowhere, user: viewer}
                """))
                .anySatisfy(fault -> assertThat(fault).startsWith("lane: unknown key (expected: lanes?"))
                .anySatisfy(
                        fault -> assertThat(fault).startsWith("analysis.burstRate: 4.0 (expected: at least baseRate"))
                .anySatisfy(fault ->
                        assertThat(fault).isEqualTo("analysis.leastRate: 9.0 (expected: at most baseRate, 8.0)"))
                .anySatisfy(fault -> assertThat(fault).startsWith("clock.block: 1.0s (expected: at least alarm, 2.0s"))
                .anySatisfy(fault -> assertThat(fault).startsWith("cameras[0].transport: tpc (expected: tcp?"))
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("cameras[0].scene: ").contains("missing.yaml"))
                .anySatisfy(fault -> assertThat(fault).startsWith("cameras[1].id: gate (expected: another id"))
                .anySatisfy(fault -> assertThat(fault).startsWith("cameras[1].url: nowhere (expected: an address"))
                .anySatisfy(fault -> assertThat(fault).startsWith("cameras[1]: a user without a password"))
                .hasSize(9);
    }

    @Test
    void aFaultOfAScenesIsToldWithTheCamera() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "scene: x\nimage: {width: 0, height: 2}\n");
        assertThat(faults("cameras: [{id: gate, scene: bad.yaml, url: 'rtsp://10.0.0.5/live'}]"))
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("cameras[0].scene: ").contains("image.width: 0"))
                .anySatisfy(fault -> assertThat(fault).contains("timeZone: missing"));
    }

    @Test
    void noFaultRepeatsAPassword() throws IOException {
        List<String> faults = faults("""
                cameras:
                  - {id: a, scene: suburb.yaml, url: 'rtsp://viewer:s3cret@10.0.0.5/live'}
                  - {id: b, scene: suburb.yaml, url: 'rtsp://10.0.0.5/live', user: viewer, password: s3cret}
                  - {id: c, scene: suburb.yaml, url: 'RTSP://viewer:s3cret@10.0.0.5/ live'}
                """);
        assertThat(faults).hasSizeGreaterThanOrEqualTo(3).noneMatch(fault -> fault.contains("s3cret"));
    }

    @Test
    void anEngineWithoutCamerasIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("engine.yaml"), "cameras: []\n");
        assertThatThrownBy(() -> EngineFile.load(file)).hasMessageContaining("cameras: 0 entries");
    }
}
