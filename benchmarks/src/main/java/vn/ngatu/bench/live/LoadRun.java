package vn.ngatu.bench.live;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.engine.Engine;
import vn.ngatu.api.engine.EngineConfig;
import vn.ngatu.api.engine.EngineFile;
import vn.ngatu.api.engine.Health;
import vn.ngatu.api.engine.NetworkOpeners;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.camera.player.media.MediaFile;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.detect.djl.DjlDetector;

/**
 * An engine over cameras that the project's own RTSP player serves on loopback, and what it cost.
 *
 * <pre>{@code
 * java -Dngatu.home=. -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
 *   -cp 'benchmarks/target/lib/*' vn.ngatu.bench.live.LoadRun CAMERAS SECONDS SCENE CLIP [SUB_CLIP]
 * }</pre>
 *
 * with {@code GOMP_SPINCOUNT=0} in the environment. {@code SUB_CLIP}, if given, is analysed in place of {@code CLIP}. CPU
 * times leave out the player's own thread. {@code -Dngatu.bench.rate=5} sets the pictures analysed per camera and second.
 */
public final class LoadRun {

    private static final int WARM_UP_SECONDS = 10;

    private LoadRun() {}

    /** Runs once and prints a report. */
    public static void main(String[] args) throws IOException, ConfigException {
        int cameras = Integer.parseInt(args[0]);
        int seconds = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("ngatu-load");
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback())) {
            EngineConfig config = config(player, folder, cameras, args);
            try (Engine engine = Engine.start(config, new NetworkOpeners(), DjlDetector::load, violation -> {})) {
                pause(WARM_UP_SECONDS);
                Map<String, Double> before = stages(engine.health());
                double start = processSeconds();
                double player0 = playerSeconds();
                Rates rates = new Rates();
                for (int second = 0; second < seconds; second++) {
                    pause(1);
                    rates.add(engine.health());
                }
                double spent = processSeconds() - start - (playerSeconds() - player0);
                report(engine.health(), rates, before, spent, seconds);
            }
        }
    }

    private static EngineConfig config(RtspPlayer player, Path folder, int cameras, String[] args)
            throws IOException, ConfigException {
        MediaFile main = MediaFile.load(Path.of(args[3]));
        @Nullable MediaFile sub = args.length > 4 ? MediaFile.load(Path.of(args[4])) : null;
        double rate = Double.parseDouble(System.getProperty("ngatu.bench.rate", "5"));
        StringBuilder yaml = new StringBuilder(String.format(
                Locale.ROOT, "analysis: {baseRate: %s, burstRate: %s}%nmanagement: {port: 0}%ncameras:%n", rate, rate));
        for (int i = 0; i < cameras; i++) {
            String url = player.add("/cam" + i + "/main", main).uri().toString();
            String small = sub == null
                    ? ""
                    : ", detectUrl: '" + player.add("/cam" + i + "/sub", sub).uri() + "'";
            yaml.append(String.format(
                    Locale.ROOT,
                    "  - {id: cam%d, scene: '%s', url: '%s'%s}%n",
                    i,
                    Path.of(args[2]).toAbsolutePath(),
                    url,
                    small));
        }
        return EngineFile.load(Files.writeString(folder.resolve("engine.yaml"), yaml));
    }

    /** What the engine told every second: means over the run. */
    private static final class Rates {
        private final Map<String, double[]> sums = new TreeMap<>();
        private double share;
        private int count;

        void add(Health health) {
            share += health.share();
            count++;
            for (Health.Camera camera : health.cameras()) {
                double[] sum = sums.computeIfAbsent(camera.id(), id -> new double[2]);
                sum[0] += camera.pictures();
                sum[1] += camera.analysed();
            }
        }

        double share() {
            return share / count;
        }

        double pictures(String camera) {
            return sums.getOrDefault(camera, new double[2])[0] / count;
        }

        double analysed(String camera) {
            return sums.getOrDefault(camera, new double[2])[1] / count;
        }
    }

    private static void report(Health health, Rates rates, Map<String, Double> before, double spent, int seconds) {
        System.out.printf(
                Locale.ROOT,
                "cameras %d, %d s: %.2f CPU s per s, share %.2f, overloaded %s%n",
                health.cameras().size(),
                seconds,
                spent / seconds,
                rates.share(),
                health.overloaded());
        stages(health)
                .forEach((stage, total) -> System.out.printf(
                        Locale.ROOT,
                        "  %-9s %.3f CPU s per s%n",
                        stage,
                        (total - before.getOrDefault(stage, 0.0)) / seconds));
        for (Health.Camera camera : health.cameras()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %s: %s, pictures %.1f/s, analysed %.2f/s, dropped %d, skipped %d, latency p50 %.3f s, p95 %.3f s, %d alerts p95 %s%n",
                    camera.id(),
                    camera.stream().state(),
                    rates.pictures(camera.id()),
                    rates.analysed(camera.id()),
                    camera.dropped(),
                    camera.skipped(),
                    camera.latencyP50(),
                    camera.latencyP95(),
                    camera.violations().values().stream()
                            .mapToInt(number -> number)
                            .sum(),
                    camera.alertP95());
        }
    }

    private static Map<String, Double> stages(Health health) {
        Map<String, Double> stages = new TreeMap<>();
        for (Health.Camera camera : health.cameras()) {
            camera.cpuSeconds().forEach((stage, seconds) -> stages.merge(stage, seconds, Double::sum));
        }
        return stages;
    }

    private static double processSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static double playerSeconds() {
        var threads = ManagementFactory.getThreadMXBean();
        double seconds = 0;
        for (var info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith("rtsp-player")) {
                seconds += threads.getThreadCpuTime(info.getThreadId()) / 1e9;
            }
        }
        return seconds;
    }

    private static void pause(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
