package vn.ngatu.camera.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.CameraState;
import vn.ngatu.camera.CameraSupervisor;
import vn.ngatu.camera.StreamConsumer;
import vn.ngatu.camera.time.ClockReport;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.MediaException.Kind;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.media.VideoDecoder;

/**
 * Measures one stream: counts its packets and decodes all of them. Fed by the stream's thread until enough has come or it
 * failed, read by the prober afterwards.
 */
final class StreamProbe implements StreamConsumer, AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long spanNs;
    private final long startedAt = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable StreamInfo info;
    private @Nullable VideoDecoder decoder;
    private CameraState.@Nullable Backoff failure;
    private double openSeconds;
    private long firstDts;
    private long lastDts;
    private long lastPts = Long.MIN_VALUE;
    private long packets;
    private long bytes;
    private boolean reordered;
    private long keyDts;
    private int sinceKey;
    private boolean keySeen;
    private int longestGop;
    private long longestGopNs;
    private long frames;
    private long cpuNs;

    /** Until {@code seconds} of the stream have come. */
    StreamProbe(double seconds) {
        spanNs = Math.round(seconds * 1e9);
    }

    /** Counted down when enough has come or the stream failed. */
    CountDownLatch done() {
        return done;
    }

    @Override
    public synchronized void opened(StreamInfo newInfo) {
        closeDecoder();
        info = newInfo;
        try {
            decoder = new VideoDecoder(newInfo);
        } catch (MediaException e) {
            decoder = null; // told as a fault: no frame was decoded
        }
    }

    @Override
    public synchronized void packet(Packet packet) {
        if (done.getCount() == 0) {
            return;
        }
        if (packets == 0) {
            openSeconds = (System.nanoTime() - startedAt) / 1e9;
            firstDts = packet.dtsNs();
        }
        packets++;
        bytes += packet.size();
        lastDts = packet.dtsNs();
        gop(packet);
        if (packet.ptsNs() != Packet.NO_PTS) {
            reordered |= packet.ptsNs() < lastPts;
            lastPts = packet.ptsNs();
        }
        decode(packet);
        if (lastDts - firstDts >= spanNs) {
            done.countDown();
        }
    }

    private void gop(Packet packet) {
        if (packet.key()) {
            if (keySeen && packet.dtsNs() - keyDts > longestGopNs) {
                longestGopNs = packet.dtsNs() - keyDts;
                longestGop = sinceKey;
            }
            keySeen = true;
            keyDts = packet.dtsNs();
            sinceKey = 0;
        }
        sinceKey++;
    }

    private void decode(Packet packet) {
        if (decoder == null) {
            return;
        }
        long before = THREADS.getCurrentThreadCpuTime();
        decoder.send(packet);
        for (Frame frame = decoder.receive(); frame != null; frame = decoder.receive()) {
            frame.close();
            frames++;
        }
        cpuNs += THREADS.getCurrentThreadCpuTime() - before;
    }

    @Override
    public synchronized void state(CameraState state) {
        if (state instanceof CameraState.Backoff backoff && done.getCount() > 0) {
            failure = backoff;
            done.countDown();
        } else if (state instanceof CameraState.Stopped) {
            done.countDown();
        }
    }

    /** What was found, after the end. */
    synchronized StreamReport report(String address, boolean credentials, CameraSupervisor supervisor) {
        if (packets == 0 || info == null) {
            boolean refused = failure != null && failure.kind() == Kind.REFUSED;
            String reason = failure == null ? supervisor.name() + ": nothing came in time" : failure.reason();
            return StreamReport.unreachable(address, refused ? "refused" : "unknown", reason);
        }
        ClockReport clock = supervisor.clockReport();
        double seconds = (lastDts - firstDts) / 1e9;
        boolean measured = packets > 1 && seconds > 0;
        return new StreamReport(
                address,
                true,
                credentials ? "accepted" : "none",
                failure != null ? failure.reason() : StreamReport.STREAMING,
                rounded(openSeconds),
                info.codec(),
                info.profile().isEmpty() ? null : info.profile(),
                info.width(),
                info.height(),
                measured ? rounded((packets - 1) / seconds) : null,
                longestGop > 0 ? longestGop : null,
                longestGop > 0 ? rounded(longestGopNs / 1e9) : null,
                measured ? rounded(bytes * 8 / seconds / 1000) : null,
                reordered,
                clock != null && clock.skew() != null,
                clock == null || clock.skew() == null ? null : rounded(clock.skew()),
                clock == null ? null : rounded(clock.error()),
                supervisor.counters().lostRtpPackets(),
                supervisor.counters().timeRepairs(),
                frames,
                decoder == null ? null : decoder.lostFrames(),
                frames > 0 ? rounded(cpuNs / 1e6 / frames) : null);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private void closeDecoder() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    /** Gives the decoder back, after the stream has ended. */
    @Override
    public synchronized void close() {
        closeDecoder();
    }
}
