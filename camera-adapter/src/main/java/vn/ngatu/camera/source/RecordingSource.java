package vn.ngatu.camera.source;

import java.nio.file.Path;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;

/**
 * Recorded files as cameras, at the speed they were taken: {@code file:/clip.mp4} plays once, {@code
 * file:/clip.mp4?loop=true} for ever.
 */
public final class RecordingSource implements SourceProvider {

    @Override
    public boolean takes(StreamAddress address) {
        return address.scheme().equals("file");
    }

    @Override
    public PacketSource open(String name, StreamAddress address, ReadWatch watch) throws MediaException {
        String path = address.uri().getPath();
        if (path == null) {
            throw new MediaException(name + ": " + address + ": no path (expected: such as file:/clips/gate.mp4)");
        }
        return new PacedFile(Path.of(path), loops(address), watch);
    }

    private static boolean loops(StreamAddress address) {
        return "loop=true".equals(address.uri().getQuery());
    }

    @Override
    public double latency() {
        return 0.1;
    }

    @Override
    public boolean ends(StreamAddress address) {
        return !loops(address);
    }
}
