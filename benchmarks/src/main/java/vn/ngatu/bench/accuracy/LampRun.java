package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.ngatu.core.media.Frame;
import vn.ngatu.core.media.FrameSampler;
import vn.ngatu.core.media.RgbImage;
import vn.ngatu.core.signal.LampReader;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalState;
import vn.ngatu.core.signal.SignalTimeline;

/**
 * What the lamp reader makes of a clip whose signals are known, frame by analysed frame.
 *
 * @param frames analysed frames in which the truth is a lit red or green
 * @param right of those, the ones read as the truth
 * @param wrong of those, the ones read as something else than the truth or unknown
 * @param redWhileGreen frames read as red while the truth is green
 * @param delay seconds by which the most delayed change to red or green is told late or early; NaN where there is none
 * @param changes the changes to red or green that were read, of those that the truth has
 */
record LampRun(int frames, int right, int wrong, int redWhileGreen, double delay, int changes, int allChanges) {

    // A change belongs to a true one within so many seconds.
    private static final double SAME_CHANGE = 1;

    /** The share of lit red and green frames that are read as what they are. */
    double coverage() {
        return (double) right / frames;
    }

    /** The share of the frames read as some state that are right. */
    double accuracy() {
        return right + wrong == 0 ? Double.NaN : (double) right / (right + wrong);
    }

    LampRun plus(LampRun other) {
        return new LampRun(
                frames + other.frames,
                right + other.right,
                wrong + other.wrong,
                redWhileGreen + other.redWhileGreen,
                Double.isNaN(delay) ? other.delay : Double.isNaN(other.delay) ? delay : Math.max(delay, other.delay),
                changes + other.changes,
                allChanges + other.allChanges);
    }

    /** Reads {@code clip} through {@code heads}, all of one signal, at {@code rate} frames per second. */
    static LampRun of(Path clip, List<SignalHead> heads, SignalTimeline truth, String signal, double rate)
            throws IOException {
        LampReader reader = new LampReader(heads);
        FrameSampler sampler = new FrameSampler(rate);
        List<Double> times = new ArrayList<>();
        ClipFrames.visit(clip, frame -> {
            if (sampler.wants(frame.time())) {
                read(frame, reader);
                times.add(frame.time());
            }
        });
        reader.finish();
        return compare(truth, signal, reader.timeline(), heads.get(0).signal(), times);
    }

    private static void read(Frame frame, LampReader reader) {
        List<RgbImage> crops = new ArrayList<>();
        for (SignalHead head : reader.heads()) {
            crops.add(frame.crop(head.cropBox(frame.width(), frame.height())));
        }
        reader.read(frame.time(), crops);
    }

    private static LampRun compare(
            SignalTimeline truth, String trueSignal, SignalTimeline seen, String signal, List<Double> times) {
        int frames = 0;
        int right = 0;
        int wrong = 0;
        int redWhileGreen = 0;
        for (double time : times) {
            SignalState is = truth.at(trueSignal, time);
            SignalState read = seen.at(signal, time);
            if (is == SignalState.RED || is == SignalState.GREEN) {
                frames++;
                right += read == is ? 1 : 0;
                wrong += read != is && read != SignalState.UNKNOWN ? 1 : 0;
                redWhileGreen += is == SignalState.GREEN && read == SignalState.RED ? 1 : 0;
            }
        }
        double delay = Double.NaN;
        int changes = 0;
        int allChanges = 0;
        for (var interval : truth.intervals(trueSignal)) {
            boolean lit = interval.state() == SignalState.RED || interval.state() == SignalState.GREEN;
            if (!lit || times.isEmpty() || interval.start() <= times.get(0)) {
                continue;
            }
            allChanges++;
            for (var other : seen.intervals(signal)) {
                double off = Math.abs(other.start() - interval.start());
                if (other.state() == interval.state() && off <= SAME_CHANGE) {
                    changes++;
                    delay = Double.isNaN(delay) ? off : Math.max(delay, off);
                    break;
                }
            }
        }
        return new LampRun(frames, right, wrong, redWhileGreen, delay, changes, allChanges);
    }
}
