package vn.ngatu.camera;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.ngatu.camera.time.ClockReport;
import vn.ngatu.camera.time.MappedTime;
import vn.ngatu.camera.time.WallClock;
import vn.ngatu.core.media.MediaException;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.PacketSource;
import vn.ngatu.core.media.Redaction;
import vn.ngatu.core.media.StreamInfo;
import vn.ngatu.core.time.StreamClock;

/**
 * Keeps one stream of a camera running: opens sessions, watches them, and opens the next when one ends, for as long as it
 * is not closed. All sessions lie on one monotone time line. One thread of its own per stream, on which the consumer is
 * called; the public methods are safe for use by any thread.
 */
public final class CameraSupervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CameraSupervisor.class);
    private static final CameraState FIRST = new CameraState.Connecting("first attempt");
    private static final Duration CLOSING = Duration.ofMillis(1800);

    private final String name;
    private final SourceOpener opener;
    private final SupervisorSettings settings;
    private final StreamConsumer consumer;
    private final WallClock clock;
    private final TimeLine line = new TimeLine();
    private final Tally tally = new Tally();
    private final Backoff backoff;
    private final Thread thread;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile CameraState state = new CameraState.Stopped("not started");
    private volatile boolean abandoned;
    private String lastReason = "";

    /**
     * A supervisor that does nothing yet.
     *
     * @param name what logs call the stream, such as {@code gate-3/main}
     * @param opener opens its sessions
     * @param consumer called on this stream's thread
     */
    public CameraSupervisor(String name, SourceOpener opener, SupervisorSettings settings, StreamConsumer consumer) {
        this.name = requireNonNull(name, "name");
        this.opener = requireNonNull(opener, "opener");
        this.settings = requireNonNull(settings, "settings");
        this.consumer = requireNonNull(consumer, "consumer");
        clock = new WallClock(opener.latency());
        backoff = new Backoff(settings, new SplittableRandom());
        thread = new Thread(this::run, "camera " + name);
        thread.setDaemon(true);
    }

    /** Starts watching; later calls do nothing. */
    public void start() {
        if (begun.compareAndSet(false, true)) {
            state = FIRST;
            thread.start();
        }
    }

    /** What logs call the stream. */
    public String name() {
        return name;
    }

    /** How the stream is doing now. */
    public CameraState state() {
        return state;
    }

    /** The stream's wall clock. */
    public StreamClock clock() {
        return clock;
    }

    /** How far the wall clock can be trusted now; null before the first packet. */
    public @Nullable ClockReport clockReport() {
        return clock.report();
    }

    /** What the stream has done so far. */
    public StreamCounters counters() {
        return tally.counters();
    }

    /**
     * A moment of this stream on the time line of another stream of the same camera, by sender reports where both have
     * them, else by arrival; null while one of them has not streamed yet.
     */
    public @Nullable MappedTime timeIn(CameraSupervisor other, long ptsNs) {
        return clock.in(other.clock, ptsNs);
    }

    /** Ends the stream and returns within 2 s, whatever the peer does; no call of the consumer begins afterwards. */
    @Override
    public void close() {
        closing.countDown();
        if (begun.compareAndSet(false, true)) {
            state = new CameraState.Stopped("closed");
        } else if (Thread.currentThread() != thread) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abandoned = true;
            log.warn("{}: still inside the system's network calls; it ends by itself when they return", name);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        String reason = "closed";
        try {
            become(FIRST);
            while (!isClosing()) {
                Ending ending = session();
                if (ending.last()) {
                    reason = ending.reason();
                    break;
                }
                pause(ending);
            }
        } catch (RuntimeException | Error e) {
            reason = "failed: " + e;
            log.error("{}: supervision failed", name, e);
        } finally {
            become(new CameraState.Stopped(reason));
        }
    }

    /** One session from opening to its end. */
    private Ending session() {
        SessionWatch watch = new SessionWatch(settings, System::nanoTime, this::isClosing, this::stalled);
        try (PacketSource source = opener.open(watch)) {
            watch.rearm(settings.read().toNanos());
            return new Session(source, watch).run();
        } catch (MediaException e) {
            return watch.stalled()
                    ? Ending.silent(name + ": no packet for " + settings.read().toMillis() + " ms")
                    : Ending.of(e);
        } catch (RuntimeException e) {
            log.error("{}: the session failed", name, e);
            return Ending.failed(Redaction.redact(name + ": failed inside: " + e));
        } finally {
            tally.sessionEnded();
        }
    }

    private static String describe(StreamInfo info) {
        return info.codec() + " " + info.width() + "x" + info.height();
    }

    private void stalled() {
        become(new CameraState.Stalled("no packet for " + settings.stall().toMillis() + " ms"));
    }

    private void pause(Ending ending) {
        if (isClosing()) {
            return;
        }
        tally.failed();
        boolean refused = ending.kind() == MediaException.Kind.REFUSED;
        Duration wait = refused ? backoff.refused() : backoff.next();
        become(new CameraState.Backoff(Instant.now().plus(wait), ending.kind(), ending.reason()));
        try {
            if (!closing.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                become(new CameraState.Connecting("after: " + ending.reason()));
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private void become(CameraState next) {
        boolean news = !next.name().equals("connecting") && !next.reason().equals(lastReason);
        state = next;
        if (news) {
            lastReason = next.reason();
            log.info("{}: {}: {}", name, next.name(), next.reason());
        } else {
            log.debug("{}: {}: {}", name, next.name(), next.reason());
        }
        if (!abandoned) {
            consumer.state(next);
        }
    }

    /** One open session: hands its packets to clock and consumer until it ends. */
    private final class Session {
        private final PacketSource source;
        private final SessionWatch watch;
        private final long openedAt = System.nanoTime();
        private StreamInfo info;

        Session(PacketSource source, SessionWatch watch) {
            this.source = source;
            this.watch = watch;
            info = source.info();
        }

        Ending run() throws MediaException {
            line.sessionBegins();
            consumer.opened(info);
            for (Packet packet = source.read(); packet != null; packet = source.read()) {
                try (Packet received = packet) {
                    take(received, System.nanoTime());
                }
                if (isClosing()) {
                    return Ending.closed();
                }
                watch.rearm(settings.read().toNanos());
            }
            return opener.ends() ? Ending.finished() : Ending.failed(name + ": the camera ended the stream");
        }

        private void take(Packet packet, long arrival) {
            boolean first = tally.packet(packet, source);
            boolean changed = source.info() != info;
            if (changed) {
                info = source.info();
                consumer.opened(info);
            }
            if (first || changed || watch.stalled()) {
                become(new CameraState.Streaming(describe(info)));
            }
            deliver(packet, arrival, first);
            if (arrival - openedAt >= settings.stable().toNanos()) {
                backoff.reset();
            }
        }

        private void deliver(Packet packet, long arrival, boolean first) {
            long shift = line.shift(packet.dtsNs(), arrival, info.frameDurationNs());
            boolean reconnected = first && tally.counters().sessions() > 1;
            try (Packet placed = packet.moved(shift, packet.jump() || reconnected)) {
                long pts = placed.ptsNs() == Packet.NO_PTS ? placed.dtsNs() : placed.ptsNs();
                clock.packet(pts, WallClock.nanoseconds(Instant.now()), placed.senderNs(), first || packet.jump());
                consumer.packet(placed);
            }
        }
    }
}
