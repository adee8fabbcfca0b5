package vn.ngatu.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.ngatu.camera.player.PlayedCamera;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.camera.player.media.MediaFile;
import vn.ngatu.core.media.TestClips;

/** {@code ngatu camera probe} against played cameras. */
class CameraProbeTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RtspPlayer player;

    @SuppressWarnings("NullAway.Init")
    private static PlayedCamera camera;

    @BeforeAll
    static void start() throws Exception {
        player = RtspPlayer.start(PlayerSettings.loopback().onlyFor("viewer", "open/sesame"));
        MediaFile full = MediaFile.load(TestClips.at(folder.resolve("full.mp4"))
                .size(1280, 720)
                .frames(50, 25)
                .write());
        MediaFile small = MediaFile.load(TestClips.at(folder.resolve("small.mp4"))
                .size(640, 368)
                .frames(50, 25)
                .write());
        camera = player.add("/Streaming/Channels/101", full);
        player.add("/Streaming/Channels/102", small);
        Files.writeString(folder.resolve("password"), "open/sesame\n");
        Files.writeString(folder.resolve("wrong"), "shut/sesame\n");
    }

    @AfterAll
    static void stop() {
        player.close();
    }

    private static CommandLineRun probe(String passwordFile) {
        return CommandLineRun.of(
                "camera",
                "probe",
                camera.uri(),
                "--user",
                "viewer",
                "--password-file",
                folder.resolve(passwordFile),
                "--seconds",
                "3");
    }

    @Test
    void aSoundCameraPassesWithItsSubStreamFoundByItsMaker() throws Exception {
        CommandLineRun run = probe("password");
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.path("faults")).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(report.path("pass").asBoolean()).isTrue();
        JsonNode main = report.path("main");
        assertThat(main.path("codec").asText()).isEqualTo("h264");
        assertThat(main.path("width").asInt()).isEqualTo(1280);
        assertThat(main.path("rate").asDouble()).isBetween(24.0, 26.0);
        assertThat(main.path("gopFrames").asInt()).isEqualTo(25);
        assertThat(main.path("senderReports").asBoolean()).isTrue();
        assertThat(main.path("authentication").asText()).isEqualTo("accepted");
        assertThat(main.path("decodeMillisPerFrame").asDouble()).isPositive();
        assertThat(report.path("sub").path("width").asInt()).isEqualTo(640);
        assertThat(report.path("suggested").path("detectOn").asText()).isEqualTo("sub");
        assertThat(run.out() + run.err()).doesNotContain("sesame");
    }

    @Test
    void aRefusedCameraFailsAndSaysWhy() throws Exception {
        CommandLineRun run = probe("wrong");
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(run.code()).isEqualTo(1);
        assertThat(report.path("pass").asBoolean()).isFalse();
        assertThat(report.path("main").path("reachable").asBoolean()).isFalse();
        assertThat(report.path("main").path("authentication").asText()).isEqualTo("refused");
        assertThat(report.path("suggested").isNull()).isTrue();
        assertThat(run.out() + run.err()).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, no scheme",
        "gopher://10.0.0.5, expected: rtsp",
        "rtsp://admin:sesame@10.0.0.5/live, holds credentials"
    })
    void badAddressesAreBadArguments(String url, String what) {
        CommandLineRun run = CommandLineRun.of("camera", "probe", url);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.faults())
                .singleElement()
                .asString()
                .startsWith("ngatu: URL: ")
                .contains(what);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("sesame");
    }

    @Test
    void aUserWithoutAPasswordIsABadArgument() {
        CommandLineRun run = CommandLineRun.of("camera", "probe", "rtsp://10.0.0.5/live", "--user", "viewer");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.faults()).singleElement().asString().contains("--password-env");
    }
}
