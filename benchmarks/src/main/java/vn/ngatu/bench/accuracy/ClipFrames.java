package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import vn.ngatu.camera.FileSource;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.VideoDecoder;

/** The frames of a recorded clip, one after the other. */
final class ClipFrames {

    /** Who looks at frames; each is closed behind it. */
    @FunctionalInterface
    interface Visitor {
        void visit(Frame frame) throws IOException;
    }

    private ClipFrames() {}

    /** Decodes the whole {@code clip}. */
    static void visit(Path clip, Visitor visitor) throws IOException {
        try (FileSource source = FileSource.open(clip);
                VideoDecoder decoder = new VideoDecoder(source.info())) {
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet sent = packet) {
                    decoder.send(sent);
                }
                drain(decoder, visitor);
            }
            decoder.end();
            drain(decoder, visitor);
        }
    }

    private static void drain(VideoDecoder decoder, Visitor visitor) throws IOException {
        for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
            try (Frame shown = frame) {
                visitor.visit(shown);
            }
        }
    }
}
