package vn.ngatu.bench.speed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.ngatu.camera.FileSource;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.media.TestClips;
import vn.ngatu.core.media.VideoDecoder;

/**
 * A generated clip of moving blocks, four seconds of H.264 at 25 frames per second with a key frame per second, and its
 * packets in memory. {@code -Dngatu.bench.clip=FILE} takes a recorded clip in its place. One thread; closed by its owner.
 */
final class BenchClip implements AutoCloseable {

    private final Path file;
    private final boolean generated;
    private final StreamInfo info;
    private final List<Packet> packets = new ArrayList<>();

    BenchClip(int width, int height) throws IOException {
        String given = System.getProperty("ngatu.bench.clip");
        generated = given == null;
        file = given == null ? generate(width, height) : Path.of(given);
        try (FileSource source = FileSource.open(file)) {
            info = source.info();
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                packets.add(packet);
            }
        }
    }

    private static Path generate(int width, int height) throws IOException {
        Path clip = Files.createTempFile("ngatu-bench", ".mp4");
        return TestClips.at(clip).size(width, height).frames(100, 25).write();
    }

    Path file() {
        return file;
    }

    StreamInfo info() {
        return info;
    }

    List<Packet> packets() {
        return packets;
    }

    /** The first frame, owned by the caller. */
    Frame firstFrame() throws IOException {
        try (VideoDecoder decoder = new VideoDecoder(info)) {
            for (Packet packet : packets) {
                decoder.send(packet);
                Frame frame = decoder.receive();
                if (frame != null) {
                    return frame;
                }
            }
        }
        throw new IllegalStateException(file + ": no frame (expected: at least one)");
    }

    @Override
    public void close() {
        packets.forEach(Packet::close);
        if (generated) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
