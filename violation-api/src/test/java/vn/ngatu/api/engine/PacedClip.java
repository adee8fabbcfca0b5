package vn.ngatu.api.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.FileSource;
import vn.ngatu.camera.SourceOpener;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.StreamInfo;

/** A clip as a camera at its own speed; its end is the session's. */
final class PacedClip implements PacketSource {

    private final FileSource source;
    private final ReadWatch watch;
    private final long startedNs = System.nanoTime();

    private PacedClip(Path clip, ReadWatch watch) throws MediaException {
        source = FileSource.open(clip);
        this.watch = watch;
    }

    static SourceOpener of(Path clip) {
        return watch -> new PacedClip(clip, watch);
    }

    @Override
    public StreamInfo info() {
        return source.info();
    }

    @Override
    public @Nullable Packet read() throws MediaException {
        Packet packet = source.read();
        while (packet != null && System.nanoTime() - startedNs < packet.dtsNs()) {
            if (watch.expired()) {
                packet.close();
                throw new MediaException("given up");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
        return packet;
    }

    @Override
    public long timeRepairs() {
        return 0;
    }

    @Override
    public void close() {
        source.close();
    }
}
