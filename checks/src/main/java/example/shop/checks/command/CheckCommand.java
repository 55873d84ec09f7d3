package example.shop.checks.command;

import example.shop.checks.expectation.Durations;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.ExpectationsFile;
import example.shop.checks.metric.RedWindow;
import example.shop.checks.report.Report;
import example.shop.checks.report.Result;
import example.shop.checks.report.TextReport;
import example.shop.checks.system.Addresses;
import example.shop.checks.system.Endpoint;
import example.shop.checks.trace.CheckedTrace;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of all commands: addresses, expectations, deadline, outputs. */
@Command(
        exitCodeListHeading = CheckCommand.EXIT_CODES,
        exitCodeList = {CheckCommand.GOOD, CheckCommand.BAD, CheckCommand.UNKNOWN})
public abstract class CheckCommand implements Callable<Integer> {

    public static final String EXIT_CODES = "%nExit codes:%n";
    public static final String GOOD = "0:all checks passed";
    public static final String BAD = "1:something is missing or not as expected";
    public static final String UNKNOWN =
            "2:something could not be checked, and nothing else is wrong: wrong use, unreadable expectations, no answer";

    @Mixin
    Addresses addresses;

    @Mixin
    private Outputs outputs;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            defaultValue = "${env:EXPECTATIONS:-checks/shop.yaml}",
            description = "The expectations file; EXPECTATIONS, else checks/shop.yaml.")
    private Path expect;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Length.class,
            description = "How long to wait for missing data; 20s, for metrics 40s.")
    private Duration deadline;

    @Option(
            names = "--before",
            paramLabel = "TIME",
            converter = Length.class,
            description = "Compares rate, errors and duration of each service now with that time ago, such as 10m.")
    private Duration before;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** Reads {@link Durations}. */
    static final class Length implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** What a command has checked: the parts of a {@link Report} that differ between commands. */
    record Checked(String title, List<Result> results, List<CheckedTrace> traces, Map<String, String> links) {}

    /** Runs the checks, in the order of the report. */
    abstract Checked check(Expectations expectations, Duration limit);

    /** The deadline without {@code --deadline}. */
    Duration usualDeadline() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Integer call() {
        Expectations expectations = ExpectationsFile.read(expect);
        addresses.declare(expectations);
        Report report = report(expectations);
        PrintWriter out = spec.commandLine().getOut();
        TextReport.lines(report).forEach(out::println);
        List<String> unwritten = outputs.write(report);
        unwritten.forEach(spec.commandLine().getErr()::println);
        return unwritten.isEmpty() || report.exitCode() != 0 ? report.exitCode() : 2;
    }

    private Report report(Expectations expectations) {
        Instant begin = Instant.now();
        Checked checked = check(expectations, Optional.ofNullable(deadline).orElse(usualDeadline()));
        List<Result> results = new ArrayList<>(checked.results());
        List<RedWindow.Change> changes = changes(results);
        Duration took = Duration.between(begin, Instant.now());
        return new Report(checked.title(), begin, took, results, checked.traces(), changes, checked.links());
    }

    /** The changes that {@code --before} asks for; if Prometheus does not answer, adds a result that says so. */
    private List<RedWindow.Change> changes(List<Result> results) {
        if (before == null) {
            return List.of();
        }
        try {
            return new RedWindow(addresses.prometheus()).changes(Instant.now(), before);
        } catch (UncheckedIOException e) {
            results.add(Result.notChecked(
                    "figures before and now",
                    addresses.prometheus() + " has no figures: " + Endpoint.words(e.getCause()),
                    "Give the address of Prometheus with --prometheus URL."));
            return List.of();
        }
    }
}
