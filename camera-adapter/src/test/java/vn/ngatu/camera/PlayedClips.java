package vn.ngatu.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import vn.ngatu.camera.player.media.MediaFile;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.media.demux.DemuxRequest;
import vn.ngatu.core.media.demux.Demuxer;
import vn.ngatu.core.media.demux.Stamps;

/** Makes the clips that the tests play, once per test run. */
public final class PlayedClips implements BeforeAllCallback {

    private static @Nullable Clips clips;

    private record Clips(Path folder, MediaFile small, MediaFile large) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        make();
    }

    private static synchronized Clips make() throws IOException {
        Clips made = clips == null ? write() : clips;
        clips = made;
        return made;
    }

    private static Clips write() throws IOException {
        Path folder = Files.createTempDirectory("ngatu-clips");
        Path small = TestClips.at(folder.resolve("small.mp4")).frames(50, 5).write();
        Path large = TestClips.at(folder.resolve("large.mp4"))
                .size(640, 368)
                .frames(50, 5)
                .write();
        loadWhatStaysLoaded(small);
        return new Clips(folder, MediaFile.load(small), MediaFile.load(large));
    }

    /** FFmpeg's question whether to give up has one native callback for the whole process: no test is to count it. */
    private static void loadWhatStaysLoaded(Path clip) throws IOException {
        Demuxer.open(new DemuxRequest("file:" + clip, "clip", "", Map.of(), Stamps.LIVE, () -> false, System::nanoTime))
                .close();
    }

    /**
     * A free port that no outgoing connection gets by chance, so that a server which stopped finds it free again: whoever
     * connects to a port of the system's own range while nobody listens may even meet himself.
     */
    public static int lastingPort() throws IOException {
        for (int attempt = 0; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                if (attempt == 100) {
                    throw e;
                }
            }
        }
    }

    /** 50 frames of 320x192, 25 per second, a key frame every 5. */
    public static MediaFile small() throws IOException {
        return make().small;
    }

    /** The same of 640x368. */
    public static MediaFile large() throws IOException {
        return make().large;
    }

    public static Path smallFile() throws IOException {
        return make().folder.resolve("small.mp4");
    }
}
