package vn.ngatu.core.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.LumaScaler;
import vn.ngatu.core.media.NativeLeakExtension;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.media.demux.Demuxer;

/** On recorded clips, where they are: dense traffic, shadows and jams are no move; a panning and a cut clip are. */
@ExtendWith(NativeLeakExtension.class)
class RealViewsTest {

    private static final Path CLIPS =
            Path.of(System.getProperty("ngatu.home", ".")).resolve("../shared/data/videos");

    @ParameterizedTest
    @ValueSource(strings = {"roof-shadows.mp4", "giang-vo.mp4", "jam-aerial.webm", "suburb.mp4", "double-line.mp4"})
    void aFixedViewHolds(String clip) throws IOException {
        assertThat(worst(clip).holds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"car-stops.mp4", "india-mixed.mp4"})
    void aViewThatPansOrIsCutIsNoticed(String clip) throws IOException {
        assertThat(worst(clip).kind()).isEqualTo(ViewState.Kind.MOVED);
    }

    private static ViewState worst(String name) throws IOException {
        Path clip = CLIPS.resolve(name);
        assumeTrue(Files.exists(clip), name + " is not here: the real clips are not part of the project");
        ViewGuard guard = new ViewGuard(null);
        ViewState worst = guard.state();
        try (PacketSource source = Demuxer.open("file:" + clip, name, Map.of());
                VideoDecoder decoder = new VideoDecoder(source.info());
                LumaScaler scaler = new LumaScaler(GreyPicture.WIDTH, GreyPicture.HEIGHT)) {
            double next = 0;
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet open = packet) {
                    decoder.send(open);
                }
                for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
                    try (Frame shown = frame) {
                        if (shown.time() >= next) {
                            next = shown.time() + ViewGuard.EVERY;
                            ViewState now = guard.look(shown.time(), new GreyPicture(scaler.scale(shown)));
                            worst = worst.holds() ? now : worst;
                        }
                    }
                }
            }
        }
        return worst;
    }
}
