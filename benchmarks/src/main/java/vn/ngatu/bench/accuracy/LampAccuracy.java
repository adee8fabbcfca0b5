package vn.ngatu.bench.accuracy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import vn.ngatu.api.parts.SceneParts;
import vn.ngatu.core.config.ConfigException;
import vn.ngatu.core.rule.Rules;
import vn.ngatu.core.scene.Scene;
import vn.ngatu.core.scene.SceneFile;
import vn.ngatu.core.signal.SignalHead;
import vn.ngatu.core.signal.SignalTimeline;
import vn.ngatu.core.signal.SignalsCsv;

/**
 * Prints how well the lamps of clips with known signals are read: each signal of the scene, and each of its heads alone.
 *
 * <pre>LampAccuracy RATE FOLDER...</pre>
 *
 * <p>RATE is the analysed frames per second. A folder holds {@code clip.mp4}, {@code scene.yaml} with the heads and the true
 * {@code signals.csv}.
 */
public final class LampAccuracy {

    private LampAccuracy() {}

    /** See the class. */
    public static void main(String[] args) throws IOException, ConfigException {
        double rate = Double.parseDouble(args[0]);
        PrintStream print = System.out;
        print.println("frames    read  accuracy  red in green  changes  delay s  what");
        for (int i = 1; i < args.length; i++) {
            Path folder = Path.of(args[i]);
            SignalTimeline truth = SignalsCsv.read(folder.resolve("signals.csv"));
            Scene scene = SceneFile.load(folder.resolve("scene.yaml"), Rules.keys());
            List<SignalHead> heads = SceneParts.heads(scene);
            for (Scene.Signal signal : scene.signals()) {
                List<SignalHead> own = heads.stream()
                        .filter(head -> head.signal().equals(signal.id()))
                        .toList();
                line(print, folder, truth, own, rate, signal.id());
                for (int head = 0; own.size() > 1 && head < own.size(); head++) {
                    line(print, folder, truth, List.of(own.get(head)), rate, signal.id() + ", head " + head);
                }
            }
        }
    }

    private static void line(
            PrintStream print, Path folder, SignalTimeline truth, List<SignalHead> heads, double rate, String what)
            throws IOException {
        LampRun run = LampRun.of(
                folder.resolve("clip.mp4"), heads, truth, heads.get(0).signal(), rate);
        print.printf(
                Locale.ROOT,
                "%6d  %6.4f    %6.4f        %6d    %2d/%2d   %6.2f  %s %s%n",
                run.frames(),
                run.coverage(),
                run.accuracy(),
                run.redWhileGreen(),
                run.changes(),
                run.allChanges(),
                run.delay(),
                folder.getFileName(),
                what);
    }
}
