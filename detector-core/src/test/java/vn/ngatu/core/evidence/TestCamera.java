package vn.ngatu.core.evidence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.ngatu.core.detect.ObjectClass;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.media.Recording;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.signal.SignalSource;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.time.ClockSource;
import vn.ngatu.core.time.StreamClock;
import vn.ngatu.core.time.WallTime;
import vn.ngatu.core.track.Track;
import vn.ngatu.core.violation.Violation;
import vn.ngatu.core.violation.ViolationKind;

/** A camera of 320x192 over an empty scene, and one car that drives through its picture. */
public final class TestCamera {

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Manifest.Origin UNKNOWN = new Manifest.Origin(null, null);

    private TestCamera() {}

    /** A scene in which nothing is drawn. */
    public static Scene scene(String id) {
        return new Scene(
                id,
                new Scene.ImageSize(320, 192),
                ZONE,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    /** What packages of the camera have in common; {@code clock} null where there is none. */
    public static EvidenceContext context(String camera, @Nullable StreamClock clock) {
        return new EvidenceContext(camera, UNKNOWN, UNKNOWN, UNKNOWN, new Manifest.Origin("test", null), clock, ZONE);
    }

    /** A clock that runs with the stream from {@code start} on, known to {@code error} seconds. */
    static StreamClock clock(Instant start, double error, ClockSource source) {
        return ptsNs -> new WallTime(start.plusNanos(ptsNs), error, source);
    }

    /** The recorder of a camera. */
    static EvidenceRecorder recorder(EvidenceContext context, @Nullable Recording video, PackageQueue queue) {
        return new EvidenceRecorder(
                context,
                scene("s"),
                new PictureSize(320, 192),
                video,
                new SignalTimeline(SignalSource.CONTROLLER),
                queue);
    }

    /** Shows the recorder the car 25 times per second, and the violation at its moment. */
    static void play(EvidenceRecorder recorder, double from, double to, Violation violation)
            throws java.io.IOException {
        for (long frame = Math.round(25 * from); frame < 25 * to; frame++) {
            double time = frame / 25.0;
            recorder.frame(time, List.of(car(time)));
            if (Math.abs(time - violation.decided()) < 0.001) {
                recorder.violation(violation);
            }
        }
    }

    /** The car at a time. */
    static Track car(double time) {
        return new Track(
                1, ObjectClass.CAR, time, box(time), 0.9, true, 0, time, null, null, false, Double.NEGATIVE_INFINITY);
    }

    private static Box box(double time) {
        return new Box(40 + 5 * time, 40, 60, 40);
    }

    /** The car has driven the wrong way, which is certain and decided at {@code decisive}. */
    static Violation wrongWay(double decisive) {
        return new Violation(
                ViolationKind.WRONG_WAY,
                1,
                ObjectClass.CAR,
                decisive - 0.6,
                decisive,
                decisive,
                decisive,
                box(decisive),
                Map.of(),
                Map.of(),
                0.9);
    }
}
