package vn.ngatu.api;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import vn.ngatu.core.media.StreamInfo;

/**
 * The progress of one long task: a bar that is redrawn on a terminal, a plain line now and then elsewhere. Used by one
 * thread.
 */
final class Progress implements AutoCloseable {

    private static final int BAR = 30;
    private static final long TERMINAL_STEP_NS = 200_000_000L;
    private static final long PLAIN_STEP_NS = 10_000_000_000L;

    private final PrintWriter err;
    private final String task;
    private final double total;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean drawn;

    /** A progress from 0 to {@code total} seconds of video; {@code total} is NaN when the length is unknown. */
    Progress(PrintWriter err, String task, double total) {
        this.err = err;
        this.task = task;
        this.total = total;
        this.terminal = System.console() != null;
    }

    /** The progress of handling a whole stream, on the command's standard error. */
    static Progress of(CommandSpec spec, String task, StreamInfo info) {
        double seconds = info.durationNs() > 0 ? info.durationNs() / 1e9 : Double.NaN;
        return new Progress(spec.commandLine().getErr(), task, seconds);
    }

    /** Tells that {@code done} seconds of video have been handled. */
    void at(double done) {
        long now = System.nanoTime();
        if (now - last < (terminal ? TERMINAL_STEP_NS : PLAIN_STEP_NS)) {
            return;
        }
        last = now;
        drawn = true;
        double speed = done / ((now - start) / 1e9);
        err.print((terminal ? "\r" : "") + line(done, speed) + (terminal ? "" : System.lineSeparator()));
        err.flush();
    }

    private String line(double done, double speed) {
        if (!(total > 0)) {
            return String.format(Locale.ROOT, "%s %.0f s, %.1fx real time", task, done, speed);
        }
        double share = Math.min(1, done / total);
        int filled = (int) (share * BAR);
        String bar = terminal ? "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "] " : "";
        double left = speed > 0 ? (total - done) / speed : 0;
        return String.format(
                Locale.ROOT, "%s %s%3.0f %%, %.1fx real time, %.0f s left ", task, bar, 100 * share, speed, left);
    }

    /** Ends a bar that was drawn. */
    @Override
    public void close() {
        if (drawn && terminal) {
            err.println();
        }
    }
}
