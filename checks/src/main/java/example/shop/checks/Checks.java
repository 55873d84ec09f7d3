package example.shop.checks;

import example.shop.checks.command.CheckCommand;
import example.shop.checks.command.MetricsCommand;
import example.shop.checks.command.SetupCommand;
import example.shop.checks.command.TracesCommand;
import example.shop.checks.report.Colours;
import example.shop.signals.FatalException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares a running system's traces, metrics, logs and set-up with expectations. */
@Command(
        name = "checks",
        description = "Compares a running system with its expectations.",
        subcommands = {TracesCommand.class, MetricsCommand.class, SetupCommand.class},
        synopsisSubcommandLabel = "traces|metrics|setup",
        exitCodeListHeading = CheckCommand.EXIT_CODES,
        exitCodeList = {CheckCommand.GOOD, CheckCommand.BAD, CheckCommand.UNKNOWN})
public final class Checks {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help; traces --help, and so on, shows the options of a command.")
    private boolean help;

    public static void main(String[] arguments) {
        // Trees contain more than ASCII, whatever the locale of a build server.
        System.exit(run(
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                arguments));
    }

    /** The exit code; all text goes to {@code out} and {@code error}. */
    static int run(PrintWriter out, PrintWriter error, String... arguments) {
        CommandLine commandLine = new CommandLine(new Checks())
                .setOut(out)
                .setErr(error)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        Colours.wanted() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(110)
                .setUsageHelpLongOptionsMaxWidth(26)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    error.println(
                            failure instanceof FatalException ? failure.getMessage() : "Internal error: " + failure);
                    return 2;
                });
        int code = commandLine.execute(arguments);
        out.flush();
        error.flush();
        return code;
    }
}
