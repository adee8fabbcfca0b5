package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ngatu demo} over a scene that is drawn for the test. */
class DemoTest {

    @TempDir
    Path folder = Path.of("none");

    @Test
    void playsTheScenesServesThePagesAndLeavesNothingBehind() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path models =
                Path.of(System.getProperty("ngatu.home", ".")).toRealPath().resolve("models");
        Files.createSymbolicLink(home.resolve("models"), models);
        Path scene = Files.createDirectories(home.resolve("benchmarks/scenes/street"));
        StreetFiles street = new StreetFiles(scene, 1);
        Files.move(street.clip, scene.resolve("clip.mp4"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        try (RunningNgatu ngatu = new RunningNgatu(home, temporary, "demo", "--port", "0")) {
            assertThat(ngatu.line()).isEqualTo("ngatu: starting 1 camera");
            String begin = ngatu.line();
            assertThat(begin)
                    .matches("ngatu: begin here, good once: http://127.0.0.1:\\d+/#/invitation/[A-Za-z0-9_-]{43}");
            assertThat(status(begin.replaceAll(".*: (http.*)/#.*", "$1/"))).isEqualTo(200);
            assertThat(ngatu.line()).contains("Ctrl-C");
            assertThat(demoFolders(temporary)).isEqualTo(1);
            ngatu.terminate();
        }
        assertThat(demoFolders(temporary)).isZero();
        assertThat(Files.readString(temporary.resolve("log"))).doesNotContain("Exception");
    }

    @Test
    void withoutScenesItSaysWhatIsMissing() throws IOException {
        Path home = Files.createDirectory(folder.resolve("empty"));
        try (RunningNgatu ngatu = new RunningNgatu(home, folder, "demo")) {
            assertThat(ngatu.line()).isEqualTo("null");
        }
        assertThat(Files.readString(folder.resolve("log")))
                .contains("benchmarks/scenes: no scenes (expected: folders with clip.mp4 and scene.yaml)");
    }

    private static long demoFolders(Path temporary) throws IOException {
        try (var inside = Files.list(temporary)) {
            return inside.filter(each -> each.getFileName().toString().startsWith("ngatu-demo-"))
                    .count();
        }
    }

    private static int status(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
