package vn.ngatu.api;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** What one call of the command line printed and returned. */
public record CommandLineRun(int code, String out, String err) {

    /** Calls the command line in this process. */
    public static CommandLineRun of(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(args).stream().map(String::valueOf).toArray(String[]::new);
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    /** The lines of standard error that tell a fault. */
    List<String> faults() {
        return err.lines().filter(line -> line.startsWith("ngatu: ")).toList();
    }
}
