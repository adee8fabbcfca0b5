package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ngatu serve} as a person starts and ends it. */
class ServeTest {

    private static final String HOME = System.getProperty("ngatu.home", ".");

    @TempDir
    Path folder = Path.of("none");

    private Path config(String url) throws IOException {
        Path scene = new RedLightFiles(folder).scene;
        return Files.writeString(
                folder.resolve("engine.yaml"),
                "lanes: 1\nmanagement: {port: 0}\napi: {port: 0}\ncameras:\n  - {id: gate, scene: " + scene + ", url: '"
                        + url + "'}\n");
    }

    @Test
    void aTerminatedEngineEndsCleanly() throws IOException, InterruptedException {
        Path config = config("file:" + folder.resolve("clip.mp4") + "?loop=true");
        try (RunningNgatu ngatu = new RunningNgatu(Path.of(HOME), folder, "serve", "--config", config)) {
            assertThat(ngatu.line()).startsWith("ngatu: watching; health: http://127.0.0.1:");
            assertThat(ngatu.line()).startsWith("ngatu: pages: http://127.0.0.1:");
            assertThat(ngatu.line()).startsWith("ngatu: no account yet;").contains("/#/invitation/");
            ngatu.terminate();
        }
        List<String> ledger;
        try (var days = Files.list(folder.resolve("data/blind"))) {
            ledger = Files.readAllLines(days.findFirst().orElseThrow());
        }
        assertThat(ledger.get(ledger.size() - 1)).contains("alive");
        assertThat(Files.readString(folder.resolve("log"))).doesNotContain("Exception");
    }

    @Test
    void aBadConfigurationIsToldWholeAndExitsWithTwo() throws IOException {
        Path config = config("file:clip.mp4");
        Files.writeString(
                config, "lane: 1\nlanes: -1\n" + Files.readString(config).replace("lanes: 1\n", ""));
        CommandLineRun run = CommandLineRun.of("serve", "--config", config);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.faults())
                .containsExactly(
                        "ngatu: lanes: -1 (expected: a whole number from 0 to 64)",
                        run.faults().get(1));
        assertThat(run.faults().get(1)).startsWith("ngatu: lane: unknown key (expected: lanes?");
        CommandLineRun check = CommandLineRun.of("config", "check", config);
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.out()).contains("engine.yaml: faults: 2");
    }
}
