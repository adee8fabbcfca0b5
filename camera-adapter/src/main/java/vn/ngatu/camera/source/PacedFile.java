package vn.ngatu.camera.source;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.FileSource;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.ReadWatch;
import vn.ngatu.core.media.StreamInfo;

/**
 * A recorded file that hands out every packet when it is due. In a loop its time goes on; the seam is marked as a jump,
 * since what is seen there has no past. A gap in the recording is waited for a second at most. One thread.
 */
final class PacedFile implements PacketSource {

    private static final long LONGEST_WAIT_NS = 1_000_000_000L;
    private static final long SLICE_NS = 50_000_000L;

    private final Path file;
    private final boolean loops;
    private final ReadWatch watch;
    private FileSource source;
    private long startedAt = System.nanoTime();
    private long shift;
    private long last = -1;
    private long earlierRepairs;
    private boolean atSeam;

    PacedFile(Path file, boolean loops, ReadWatch watch) throws MediaException {
        this.file = file;
        this.loops = loops;
        this.watch = watch;
        source = FileSource.open(file);
    }

    @Override
    public StreamInfo info() {
        return source.info();
    }

    @Override
    public @Nullable Packet read() throws MediaException {
        Packet packet = source.read();
        if (packet == null && loops && last >= 0) {
            packet = fromTheStart();
        }
        if (packet == null) {
            return null;
        }
        try (Packet read = packet) {
            long shifted = read.dtsNs() + shift;
            boolean gap = last >= 0 && shifted - last > LONGEST_WAIT_NS;
            if (gap) {
                startedAt -= shifted - last - LONGEST_WAIT_NS;
            }
            last = shifted;
            await(startedAt + shifted);
            boolean jump = read.jump() || gap || atSeam;
            atSeam = false;
            return read.moved(shift, jump);
        }
    }

    private @Nullable Packet fromTheStart() throws MediaException {
        long frame = source.info().frameDurationNs();
        earlierRepairs += source.timeRepairs();
        source.close();
        source = FileSource.open(file);
        Packet first = source.read();
        if (first != null) {
            shift = last + frame - first.dtsNs();
            atSeam = true;
        }
        return first;
    }

    private void await(long due) throws MediaException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (watch.expired()) {
                throw new MediaException(file + ": given up (expected: to be read)", MediaException.Kind.TIMED_OUT);
            }
            LockSupport.parkNanos(Math.min(left, SLICE_NS));
        }
    }

    @Override
    public long timeRepairs() {
        return earlierRepairs + source.timeRepairs();
    }

    @Override
    public void close() {
        source.close();
    }
}
