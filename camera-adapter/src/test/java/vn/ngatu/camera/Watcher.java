package vn.ngatu.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.source.Sources;
import vn.ngatu.core.media.Packet;
import vn.ngatu.core.media.StreamInfo;

/** A supervised stream under test, and all that it told. */
public final class Watcher implements StreamConsumer, AutoCloseable {

    /** Short waits, so that faults take a moment. */
    public static final SupervisorSettings QUICK = new SupervisorSettings(
            Duration.ofSeconds(4),
            Duration.ofMillis(400),
            Duration.ofMillis(1200),
            Duration.ofMillis(100),
            Duration.ofMillis(400),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** One packet's times and marks. */
    public record Seen(long ptsNs, long dtsNs, boolean key, boolean jump, boolean corrupt, long atNs) {}

    public final List<StreamInfo> opened = new CopyOnWriteArrayList<>();
    public final List<CameraState> states = new CopyOnWriteArrayList<>();
    private final List<Seen> packets = new ArrayList<>();
    public final CameraSupervisor supervisor;

    public Watcher(StreamAddress address) {
        this(Sources.opener("gate", address), QUICK);
    }

    public Watcher(SourceOpener opener, SupervisorSettings settings) {
        supervisor = new CameraSupervisor("gate", opener, settings, this);
        supervisor.start();
    }

    @Override
    public void opened(StreamInfo info) {
        opened.add(info);
    }

    @Override
    public void packet(Packet packet) {
        synchronized (packets) {
            packets.add(new Seen(
                    packet.ptsNs(), packet.dtsNs(), packet.key(), packet.jump(), packet.corrupt(), System.nanoTime()));
        }
    }

    @Override
    public void state(CameraState state) {
        states.add(state);
    }

    /** What has come so far. */
    public List<Seen> packets() {
        synchronized (packets) {
            return List.copyOf(packets);
        }
    }

    public int count() {
        synchronized (packets) {
            return packets.size();
        }
    }

    /** Waits until so many more packets have come. */
    public void awaitMore(int more) {
        int goal = count() + more;
        await(more + " more packets", () -> count() >= goal);
    }

    public void awaitState(Class<? extends CameraState> state) {
        await(state.getSimpleName(), () -> state.isInstance(supervisor.state()));
    }

    /** Waits for something, and tells what the stream was doing when it didn't come. */
    public void await(String what, BooleanSupplier condition) {
        await(what, LONGEST, condition);
    }

    public void await(String what, Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + longest + " for " + what + "; " + supervisor.state() + ", "
                        + supervisor.counters() + ", states " + states);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
