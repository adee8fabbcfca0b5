package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.api.security.access.Role;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.camera.player.media.MediaFile;
import vn.ngatu.core.config.ConfigException;

/**
 * {@code ngatu demo}: the bundled scenes play as cameras, and everything that {@code ngatu serve} does for real ones comes
 * of them, in a folder of its own that goes away at the end.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Plays the bundled scenes as cameras on this machine and serves the cases that come of them, until it"
                        + " is ended (Ctrl-C). Needs no network, no GPU and no configuration; leaves nothing behind.")
final class DemoCommand implements Callable<Integer> {

    private static final String CLIP = "clip.mp4";
    private static final String SCENE = "scene.yaml";
    // Long enough that nobody is followed over it, too short for the stream to be given up.
    private static final Duration REST = Duration.ofSeconds(4);

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of the pages; 8443 if left out, 0 for any free.")
    private int port = 8443;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ConfigException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> scenes = scenes();
        out.println("ngatu: starting " + scenes.size() + (scenes.size() == 1 ? " camera" : " cameras"));
        out.flush();
        Path folder = Files.createTempDirectory("ngatu-demo-");
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            Serving.run(
                    config(folder, player, scenes),
                    (casework, health) -> {
                        out.println("ngatu: begin here, good once: " + casework.invite("demo", Role.SUPERVISOR));
                        out.println(
                                "ngatu: cases arrive at the first violation; Ctrl-C ends and leaves nothing behind");
                        out.flush();
                    },
                    () -> {
                        player.close();
                        delete(folder);
                    });
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static List<Path> scenes() throws IOException {
        Path home = Path.of(System.getProperty("ngatu.home", "")).toAbsolutePath();
        Path bundled =
                Files.isDirectory(home.resolve("scenes")) ? home.resolve("scenes") : home.resolve("benchmarks/scenes");
        if (Files.isDirectory(bundled)) {
            try (Stream<Path> folders = Files.list(bundled)) {
                List<Path> found = folders.filter(each -> Files.isRegularFile(each.resolve(CLIP)))
                        .sorted()
                        .toList();
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        throw new UsageException(bundled + ": no scenes (expected: folders with " + CLIP + " and " + SCENE + ")");
    }

    // The same file that a person would write for real cameras.
    private Path config(Path folder, RtspPlayer player, List<Path> scenes) throws IOException {
        StringBuilder yaml = new StringBuilder();
        yaml.append("data: ").append(quoted(folder.resolve("data"))).append('\n');
        yaml.append("management: {port: 0}\n");
        // Nobody but this machine reaches it, and it is gone when it ends.
        yaml.append("api: {port: ").append(port).append(", session: {secondFactor: false}}\n");
        yaml.append("cameras:\n");
        for (Path scene : scenes) {
            String name = String.valueOf(scene.getFileName());
            String url = player.add(
                            "/" + name, MediaFile.load(scene.resolve(CLIP)).resting(REST))
                    .uri()
                    .toString();
            yaml.append(String.format(
                    Locale.ROOT, "  - {id: %s, scene: %s, url: '%s'}%n", name, quoted(scene.resolve(SCENE)), url));
        }
        return Files.writeString(folder.resolve("engine.yaml"), yaml);
    }

    // For YAML, whatever characters the path has.
    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
