package vn.ngatu.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.Transport;
import vn.ngatu.camera.player.PlayedCamera;
import vn.ngatu.camera.player.PlayerSettings;
import vn.ngatu.camera.player.RtspPlayer;
import vn.ngatu.camera.source.Sources;
import vn.ngatu.core.media.Ffmpeg;
import vn.ngatu.core.media.NativeLeakExtension;

/** Two hundred connects and faults, after which everything is back where it was. */
@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class ChurnTest {

    private static final int AT_ONCE = 5;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 40;
    private static final SupervisorSettings HASTY = new SupervisorSettings(
            Duration.ofSeconds(4),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            Duration.ofMillis(40),
            Duration.ofSeconds(5));

    @Test
    void twoHundredConnectsAndFaultsLeaveNothingBehind() throws IOException {
        try (RtspPlayer player = RtspPlayer.start(PlayerSettings.loopback().onPort(PlayedClips.lastingPort()))) {
            PlayedCamera camera = player.add("/gate", PlayedClips.small());
            for (int round = 0; round < WARM_UP; round++) {
                churn(player, camera, round);
            }
            int objects = Ffmpeg.openObjects();
            long pointers = Pointer.totalCount();
            long threads = threads();
            long files = files();
            long resident = settledResident();
            for (int round = 0; round < ROUNDS; round++) {
                churn(player, camera, round);
            }
            assertThat(Ffmpeg.openObjects()).as("native objects").isEqualTo(objects);
            assertThat(Pointer.totalCount()).as("JavaCPP allocations").isLessThanOrEqualTo(pointers);
            awaitAtMost(threads, ChurnTest::threads);
            awaitAtMost(files, ChurnTest::files);
            // A leak of one opened stream per connect would be over 100 MB.
            assertThat(settledResident() - resident).as("resident bytes").isLessThan(64L << 20);
        }
    }

    private static void churn(RtspPlayer player, PlayedCamera camera, int round) throws IOException {
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                StreamAddress address =
                        StreamAddress.of(camera.uri().toString()).with(i % 2 == 0 ? Transport.TCP : Transport.UDP);
                watchers.add(new Watcher(Sources.opener("gate", address), HASTY));
            }
            watchers.forEach(each -> each.awaitMore(1));
            trouble(player, camera, round, watchers);
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private static void trouble(RtspPlayer player, PlayedCamera camera, int round, List<Watcher> watchers)
            throws IOException {
        switch (round % 10) {
            case 1 -> camera.cut();
            case 3 ->
                failing(
                        watchers,
                        () -> camera.faults().stall(true),
                        () -> camera.faults().stall(false));
            case 5 -> failing(watchers, () -> player.freeze(true), () -> player.freeze(false));
            case 7 -> {
                player.powerOff();
                awaitFailures(watchers);
                player.powerOn();
            }
            case 9 -> {
                camera.faults().status(503);
                failing(watchers, camera::cut, () -> camera.faults().status(0));
            }
            default -> watchers.forEach(each -> each.awaitMore(1));
        }
    }

    private static void failing(List<Watcher> watchers, Runnable fault, Runnable repair) {
        fault.run();
        awaitFailures(watchers);
        repair.run();
    }

    private static void awaitFailures(List<Watcher> watchers) {
        watchers.forEach(each -> each.await(
                "the fault to be noticed", () -> each.supervisor.counters().failures() > 0));
    }

    private static void awaitAtMost(long limit, LongSupplier value) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (value.getAsLong() > limit && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(value.getAsLong()).isLessThanOrEqualTo(limit);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each ->
                        each.getName().startsWith("camera ") || each.getName().startsWith("rtsp-player"))
                .count();
    }

    private static long files() {
        String[] open = new File("/proc/self/fd").list((folder, name) -> isSocket(Path.of("/proc/self/fd", name)));
        return open == null ? 0 : open.length;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private static long settledResident() {
        System.gc();
        return Pointer.physicalBytes();
    }
}
