package vn.ngatu.camera.probe;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.CameraSupervisor;
import vn.ngatu.camera.SupervisorSettings;
import vn.ngatu.camera.address.StreamAddress;
import vn.ngatu.camera.address.Vendor;
import vn.ngatu.camera.source.Sources;

/** Tries a camera out: opens its streams once each, one after the other, as the engine would. Any thread. */
public final class CameraProbe {

    /** What opening and the slowest key frame may take on top of the span. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final double seconds;
    private final SupervisorSettings settings;

    /**
     * A probe.
     *
     * @param seconds how much of each stream is watched; two groups of pictures at least make the figures sound
     */
    public CameraProbe(double seconds) {
        this(seconds, SupervisorSettings.DEFAULT);
    }

    CameraProbe(double seconds, SupervisorSettings settings) {
        if (!(seconds > 0 && seconds <= 600)) {
            throw new IllegalArgumentException("seconds: " + seconds + " (expected: > 0 and <= 600)");
        }
        this.seconds = seconds;
        this.settings = settings;
    }

    /**
     * Tries a camera.
     *
     * @param sub its small stream; null to try the one that the maker's usual addresses name, if they name one
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public ProbeReport run(StreamAddress main, @Nullable StreamAddress sub) throws InterruptedException {
        StreamReport full = stream("main", main);
        StreamAddress small = sub == null && full.reachable() ? Vendor.subOf(main) : sub;
        return Judgement.of(full, small == null ? null : stream("sub", small));
    }

    private StreamReport stream(String name, StreamAddress address) throws InterruptedException {
        try (StreamProbe probe = new StreamProbe(seconds);
                CameraSupervisor supervisor =
                        new CameraSupervisor(name, Sources.opener(name, address), settings, probe)) {
            supervisor.start();
            boolean ended = probe.done().await(PATIENCE.toMillis() + Math.round(seconds * 2000), TimeUnit.MILLISECONDS);
            StreamReport report = probe.report(address.toString(), address.hasCredentials(), supervisor);
            return ended || report.reachable()
                    ? report
                    : StreamReport.unreachable(address.toString(), "unknown", name + ": nothing came in time");
        }
    }
}
