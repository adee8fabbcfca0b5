package vn.ngatu.core.detect.djl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.ngatu.core.detect.Detection;
import vn.ngatu.core.detect.ModelFolder;
import vn.ngatu.core.detect.ModelInfo;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameScaler;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.TensorFrame;
import vn.ngatu.core.media.VideoDecoder;
import vn.ngatu.core.media.demux.Demuxer;

/** The shipped models on the first frame of a real crossing, decoded and scaled as the engine does it. */
class RealClipTest {

    private static final Path HOME = Path.of(System.getProperty("ngatu.home"));

    @ParameterizedTest
    @ValueSource(strings = {"street-detector", "street-detector-int8"})
    void theShippedModelsSeeTheTrafficOfACrossing(String name) throws Exception {
        Path clip = HOME.resolve("../shared/data/videos/nguyen-xi.mp4");
        assumeTrue(Files.exists(clip), "the clip is not beside the checkout");
        try (DjlDetector detector =
                        DjlDetector.load(ModelFolder.load(HOME.resolve("models").resolve(name)));
                Demuxer demuxer = Demuxer.open(clip.toString(), "clip", Map.of());
                VideoDecoder decoder = new VideoDecoder(demuxer.info());
                FrameScaler scaler = new FrameScaler();
                Frame frame = first(demuxer, decoder)) {
            ModelInfo model = detector.model();
            TensorFrame tensor =
                    Tensors.of(model.input().width(), model.input().height(), frame.width(), frame.height());
            scaler.scale(frame, tensor);
            List<Detection> found = detector.detect(tensor);
            assertThat(found.stream().filter(model::isCertain)).hasSizeGreaterThan(2);
            assertThat(found)
                    .allSatisfy(detection -> assertThat(detection.box())
                            .isEqualTo(detection.box().clip(frame.width(), frame.height())));
        }
    }

    private static Frame first(Demuxer demuxer, VideoDecoder decoder) throws Exception {
        Frame frame = null;
        while (frame == null) {
            try (Packet packet = requireNonNull(demuxer.read())) {
                decoder.send(packet);
            }
            frame = decoder.receive();
        }
        return frame;
    }
}
