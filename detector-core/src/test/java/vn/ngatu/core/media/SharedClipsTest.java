package vn.ngatu.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.ngatu.core.media.demux.Demuxer;

/** Real road-camera clips, kept beside the checkout where there are any. */
@ExtendWith(NativeLeakExtension.class)
class SharedClipsTest {

    private static final Pattern VIDEO = Pattern.compile(".*\\.(mp4|mov|webm|mkv|avi|ts)");

    @Test
    void everyClipDecodesWholeAndInOrder() throws Exception {
        Path folder = Path.of(System.getProperty("ngatu.home", "."), "..", "shared", "data", "videos");
        assumeTrue(Files.isDirectory(folder), "no clips beside the checkout: ../shared/data/videos");
        for (Path clip : videos(folder)) {
            long lastNs = -1;
            long frames = 0;
            try (Demuxer source = Demuxer.open("file:" + clip, clip.toString(), Map.of());
                    VideoDecoder decoder = new VideoDecoder(source.info())) {
                boolean more = true;
                while (more) {
                    try (Packet packet = source.read()) {
                        more = packet != null;
                        if (packet == null) {
                            decoder.end();
                        } else {
                            decoder.send(packet);
                        }
                    }
                    for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
                        assertThat(frame.ptsNs())
                                .as("%s frame %d", clip, frames)
                                .isGreaterThan(lastNs);
                        assertThat(frame.index()).isEqualTo(frames);
                        lastNs = frame.ptsNs();
                        frames++;
                        frame.close();
                    }
                }
                assertThat(decoder.lostFrames()).as("lost of %s", clip).isZero();
                assertThat(frames).as("frames of %s", clip).isGreaterThan(4);
                if (source.info().frames() > 0) {
                    assertThat(frames)
                            .as("frames of %s", clip)
                            .isLessThanOrEqualTo(source.info().frames());
                }
            }
        }
    }

    private static List<Path> videos(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> VIDEO.matcher(file.toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
