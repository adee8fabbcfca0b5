package vn.ngatu.camera;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import vn.ngatu.camera.player.MediaFile;
import vn.ngatu.core.media.TestClips;

/** Makes the clips that the tests play, once per test run. */
public final class PlayedClips implements BeforeAllCallback {

    private static Clips clips;

    private record Clips(Path folder, MediaFile small, MediaFile large) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        make();
    }

    private static synchronized Clips make() throws IOException {
        if (clips == null) {
            Path folder = Files.createTempDirectory("ngatu-clips");
            Path small = TestClips.at(folder.resolve("small.mp4")).frames(50, 5).write();
            Path large = TestClips.at(folder.resolve("large.mp4"))
                    .size(640, 368)
                    .frames(50, 5)
                    .write();
            clips = new Clips(folder, MediaFile.load(small), MediaFile.load(large));
        }
        return clips;
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
