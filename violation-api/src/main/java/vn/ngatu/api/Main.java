package vn.ngatu.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import vn.ngatu.api.parts.Version;

/**
 * The {@code ngatu} command. Exit codes: 0 done, 1 failed while running, 2 bad arguments or configuration. A fault is
 * told in one line on standard error; a stack trace is printed only with {@code --verbose}.
 */
@Command(
        name = "ngatu",
        description = "Finds traffic violations in road camera video.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            AnalyzeCommand.class,
            DetectCommand.class,
            VerifyCommand.class,
            KeyCommand.class,
            ConfigCommand.class,
            CameraCommand.class,
            ServeCommand.class,
            LedgerCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what happens and print stack traces of faults.")
    private boolean verbose;

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command line, printing to the given writers, and returns the exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine line = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(parsed -> {
                    main.setLogLevel(parsed.hasSubcommand()
                            && runsOn(parsed.subcommand().commandSpec().userObject()));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((e, command, parsed) -> Faults.print(e, command.getErr(), main.verbose))
                .setParameterExceptionHandler(Main::printUsageFault);
        return line.execute(args);
    }

    // What runs until it is ended tells what happens meanwhile.
    private static boolean runsOn(Object command) {
        return command instanceof ServeCommand || command instanceof DemoCommand;
    }

    private static int printUsageFault(CommandLine.ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("ngatu: " + Faults.oneLine(e.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return 2;
    }

    private void setLogLevel(boolean serves) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(verbose ? Level.DEBUG : Level.WARN);
        }
        if (serves && !verbose && LoggerFactory.getLogger("vn.ngatu") instanceof Logger own) {
            own.setLevel(Level.INFO);
        }
    }
}
