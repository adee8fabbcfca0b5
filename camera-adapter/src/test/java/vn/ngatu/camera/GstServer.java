package vn.ngatu.camera;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.address.Credentials;
import vn.ngatu.camera.address.Secret;
import vn.ngatu.camera.address.StreamAddress;

/** GStreamer's RTSP server as a process of its own; the test is skipped where it isn't installed. */
final class GstServer implements AutoCloseable {

    // Debian's own: another one in front of it on the path has no bindings.
    private static final String PYTHON =
            Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
    private static final String PACKAGES = "GStreamer's RTSP server isn't installed (gir1.2-gst-rtsp-server-1.0,"
            + " python3-gi, gstreamer1.0-plugins-base, -good, -bad and -ugly)";
    private static @Nullable Boolean installed;

    private final Path folder = Files.createTempDirectory("ngatu-gst");
    private final List<String> command = new ArrayList<>();
    private final int port;
    private final @Nullable Credentials credentials;
    private Process process;

    private GstServer(String... userAndPassword) throws IOException, InterruptedException {
        Path script = folder.resolve("server.py");
        try (InputStream in = GstServer.class.getResourceAsStream("gst_rtsp_server.py")) {
            Files.copy(requireNonNull(in), script, StandardCopyOption.REPLACE_EXISTING);
        }
        port = PlayedClips.lastingPort();
        command.addAll(List.of(PYTHON, script.toString(), Integer.toString(port)));
        command.addAll(List.of(userAndPassword));
        credentials = userAndPassword.length == 0 ? null : inFile(userAndPassword[0], userAndPassword[1]);
        process = run();
    }

    private Credentials inFile(String user, String password) throws IOException {
        return new Credentials(user, Secret.inFile(Files.writeString(folder.resolve("password"), password + "\n")));
    }

    static GstServer start(String... userAndPassword) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), PACKAGES);
        return new GstServer(userAndPassword);
    }

    private static synchronized boolean isInstalled() throws InterruptedException {
        if (installed == null) {
            installed = works(
                    PYTHON,
                    "-c",
                    "import gi; gi.require_version('GstRtspServer', '1.0'); gi.require_version('Gst', '1.0');"
                            + " from gi.repository import GstRtspServer, Gst; Gst.init(None);"
                            + " assert all(Gst.ElementFactory.find(e) for e in"
                            + " ('x264enc', 'rtph264pay', 'jpegenc', 'videotestsrc'))");
        }
        return installed;
    }

    private static boolean works(String... test) throws InterruptedException {
        try {
            return new ProcessBuilder(test)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process run() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (!"READY".equals(line)) {
            started.destroyForcibly();
            throw new IOException("the RTSP server said " + line + " (expected: READY)");
        }
        return started;
    }

    StreamAddress address(String path) {
        StreamAddress address = StreamAddress.of("rtsp://127.0.0.1:" + port + path);
        return credentials == null ? address : address.with(credentials);
    }

    /** Ends it without a goodbye. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    void restart() throws IOException {
        process = run();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        kill();
        for (Path each : List.of(folder.resolve("password"), folder.resolve("server.py"), folder)) {
            Files.deleteIfExists(each);
        }
    }
}
