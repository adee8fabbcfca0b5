package vn.ngatu.camera.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.PlayedClips;
import vn.ngatu.camera.Watcher;
import vn.ngatu.camera.Watcher.Seen;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.TestClips;

@ExtendWith({PlayedClips.class, NativeLeakExtension.class})
class PacedFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Watcher watch(Path file, String query) {
        return new Watcher(StreamAddress.of(file.toUri() + query));
    }

    @Test
    void aRecordingRunsAtItsOwnSpeedAndEnds() throws Exception {
        try (Watcher watcher = watch(PlayedClips.smallFile(), "")) {
            watcher.awaitState(CameraState.Stopped.class);
            assertThat(watcher.supervisor.state().reason()).isEqualTo("the recording has ended");
            List<Seen> packets = watcher.packets();
            assertThat(packets).hasSize(50);
            assertThat(packets.get(49).atNs() - packets.get(0).atNs()).isGreaterThan(1_900_000_000L);
        }
    }

    @Test
    void inALoopTimeGoesOnAndTheSeamIsMarked() throws Exception {
        try (Watcher watcher = watch(PlayedClips.smallFile(), "?loop=true")) {
            watcher.awaitMore(55);
            List<Seen> packets = watcher.packets();
            assertThat(packets.get(50).dtsNs() - packets.get(49).dtsNs()).isEqualTo(40_000_000L);
            assertThat(packets.get(50).jump()).isTrue();
            assertThat(packets.subList(0, 50)).noneMatch(Seen::jump);
            assertThat(watcher.supervisor.counters().sessions()).isEqualTo(1);
        }
    }

    @Test
    void aGapInTheRecordingIsNotWaitedFor() throws Exception {
        Path gap = TestClips.at(folder.resolve("gap.mp4"))
                .times(number -> number * 40 + (number >= 25 ? 30_000 : 0))
                .write();
        long start = System.nanoTime();
        try (Watcher watcher = watch(gap, "")) {
            watcher.awaitState(CameraState.Stopped.class);
            assertThat(watcher.count()).isEqualTo(50);
            assertThat(System.nanoTime() - start).isLessThan(25_000_000_000L);
            assertThat(watcher.packets().get(25).jump()).isTrue();
        }
    }
}
