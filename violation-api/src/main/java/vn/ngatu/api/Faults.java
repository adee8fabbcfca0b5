package vn.ngatu.api;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import vn.ngatu.api.parts.UsageException;
import vn.ngatu.core.config.ConfigException;

/** How faults are told on the command line: one line each, and the exit code that goes with them. */
final class Faults {

    private Faults() {}

    /** Prints {@code fault} and returns the exit code: 2 for bad arguments or configuration, 1 for the rest. */
    static int print(Throwable fault, PrintWriter err, boolean verbose) {
        Throwable cause =
                fault instanceof UncheckedIOException unchecked ? requireNonNull(unchecked.getCause()) : fault;
        if (cause instanceof ConfigException config) {
            config.faults().forEach(each -> err.println("ngatu: " + each));
        } else {
            err.println("ngatu: " + describe(cause));
        }
        if (verbose) {
            fault.printStackTrace(err);
        }
        return cause instanceof ConfigException || cause instanceof UsageException ? 2 : 1;
    }

    /** A fault's message on one line. */
    static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String describe(Throwable fault) {
        String message = fault.getMessage();
        if (fault instanceof FileSystemException file && file.getReason() == null) {
            // These exceptions carry nothing but the path: their class is the message.
            return file.getFile() + ": " + fault.getClass().getSimpleName().replace("Exception", "");
        }
        boolean explained = message != null && !message.isBlank();
        boolean ours = fault instanceof IOException || fault instanceof UsageException || isOurs(fault);
        if (explained && ours) {
            return oneLine(message);
        }
        return "internal fault: " + fault.getClass().getSimpleName() + (explained ? ": " + oneLine(message) : "")
                + " (please report it, with --verbose)";
    }

    private static boolean isOurs(Throwable fault) {
        return fault.getClass().getName().startsWith("vn.ngatu.");
    }
}
