package vn.ngatu.camera.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.ngatu.camera.probe.ProbeReport.Suggestion;

/** What the figures of a probe mean for enforcement. Pure; the limits are those of the engine and of evidence. */
final class Judgement {

    private static final int EVIDENCE_WIDTH = 1280;
    private static final int EVIDENCE_HEIGHT = 720;
    private static final int DETECT_WIDTH = 640;
    private static final double LOWEST_RATE = 5;
    private static final double GOOD_RATE = 12;
    private static final double LONGEST_GOP = 4;
    private static final double CLOCK_ALARM = 0.5;
    private static final double CLOCK_BLOCK = 1.0;
    private static final double BASE_FPS = 5;
    private static final double LOW_FPS = 2.5;

    /** More than a quarter of a core for decoding alone leaves too little of two cores for eight cameras. */
    private static final double DEAR = 0.25;

    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    static ProbeReport of(StreamReport main, @Nullable StreamReport sub) {
        Judgement judgement = new Judgement();
        judgement.stream("main", main);
        if (main.reachable()) {
            judgement.evidence(main);
        }
        if (sub != null && sub.reachable()) {
            judgement.stream("sub", sub);
        } else if (sub != null) {
            judgement.warnings.add(sub.reason());
        }
        boolean pass = judgement.faults.isEmpty();
        return new ProbeReport(
                pass, judgement.faults, judgement.warnings, main, sub, pass ? suggestion(main, sub) : null);
    }

    private void stream(String which, StreamReport stream) {
        if (!stream.reachable()) {
            faults.add(stream.reason());
            return;
        }
        if (!stream.reason().equals(StreamReport.STREAMING)) {
            faults.add(stream.reason());
        }
        if (stream.decodedFrames() == null || stream.decodedFrames() == 0) {
            faults.add(
                    which + ": no picture of " + stream.codec() + " could be decoded (expected: h264, hevc or mjpeg)");
        }
        limit(faults, which + ": rate", stream.rate(), "fps", LOWEST_RATE, false);
        limit(faults, which + ": clock error", stream.clockErrorSeconds(), "s", CLOCK_BLOCK, true);
        if (stream.rate() != null && stream.rate() >= LOWEST_RATE) {
            limit(warnings, which + ": rate", stream.rate(), "fps", GOOD_RATE, false);
        }
        if (stream.clockErrorSeconds() != null && stream.clockErrorSeconds() <= CLOCK_BLOCK) {
            limit(warnings, which + ": clock error", stream.clockErrorSeconds(), "s", CLOCK_ALARM, true);
        }
        flags(which, stream);
    }

    private void flags(String which, StreamReport stream) {
        if (Boolean.FALSE.equals(stream.senderReports())) {
            warnings.add(
                    which + ": no sender reports, so the time of arrival is used (expected: the camera's own clock)");
        }
        if (stream.clockSkewSeconds() != null) {
            limit(warnings, which + ": clock skew", Math.abs(stream.clockSkewSeconds()), "s", CLOCK_BLOCK, true);
        }
        if (Boolean.TRUE.equals(stream.bFrames())) {
            warnings.add(which + ": B-frames (expected: none; they delay every picture)");
        }
        count(which + ": lost RTP packets", stream.lostPackets());
        count(which + ": repaired time stamps", stream.timeRepairs());
        count(which + ": damaged pictures", stream.damagedFrames());
        if (stream.authentication().equals("none") && stream.address().startsWith("rtsp")) {
            warnings.add(which + ": streams to whoever asks (expected: a user name and password)");
        }
    }

    private void evidence(StreamReport main) {
        if (main.width() != null
                && main.height() != null
                && (main.width() < EVIDENCE_WIDTH || main.height() < EVIDENCE_HEIGHT)) {
            warnings.add("main: " + main.width() + "x" + main.height() + " (expected: >= " + EVIDENCE_WIDTH + "x"
                    + EVIDENCE_HEIGHT + " for evidence)");
        }
        limit(warnings, "main: seconds between key frames", main.gopSeconds(), "s", LONGEST_GOP, true);
        if (main.gopSeconds() == null) {
            warnings.add("main: fewer than two key frames came (expected: one every second or two)");
        }
    }

    private void limit(List<String> to, String what, @Nullable Double value, String unit, double limit, boolean most) {
        boolean beyond = value != null && (most ? value > limit : value < limit);
        if (beyond) {
            to.add(String.format(
                    Locale.ROOT, "%s: %.1f %s (expected: %s %s)", what, value, unit, most ? "<=" : ">=", limit));
        }
    }

    private void count(String what, @Nullable Long number) {
        if (number != null && number > 0) {
            warnings.add(what + ": " + number + " (expected: 0)");
        }
    }

    private static Suggestion suggestion(StreamReport main, @Nullable StreamReport sub) {
        boolean useSub = sub != null
                && sub.reachable()
                && sub.width() != null
                && sub.width() >= DETECT_WIDTH
                && sub.decodedFrames() != null
                && sub.decodedFrames() > 0
                && sub.rate() != null
                && sub.rate() >= LOWEST_RATE
                && share(sub) < share(main);
        StreamReport detect = useSub && sub != null ? sub : main;
        double base = share(detect) > DEAR ? LOW_FPS : BASE_FPS;
        double fps = detect.rate() == null ? base : Math.min(base, detect.rate());
        double cpu = Math.round(share(detect) * 1000) / 1000.0;
        return new Suggestion(useSub ? "sub" : "main", "main", fps, cpu);
    }

    /** How much of a core decoding takes. */
    private static double share(StreamReport stream) {
        return stream.decodeMillisPerFrame() == null || stream.rate() == null
                ? 0
                : stream.decodeMillisPerFrame() * stream.rate() / 1000;
    }
}
