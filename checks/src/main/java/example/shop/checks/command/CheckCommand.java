package example.shop.checks.command;

import example.shop.checks.expectation.Durations;
import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.ExpectationsFile;
import example.shop.checks.metric.RedChange;
import example.shop.checks.metric.RedWindow;
import example.shop.checks.report.Outcome;
import example.shop.checks.report.Report;
import example.shop.checks.report.Result;
import example.shop.checks.report.TextReport;
import example.shop.checks.system.Addresses;
import example.shop.checks.system.Endpoint;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** Runs the checks, in the order of the report. */
    abstract Report check(Expectations expectations, Duration limit);

    /** The deadline without {@code --deadline}. */
    Duration usualDeadline() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Integer call() {
        Expectations expectations = ExpectationsFile.read(expect);
        addresses.declare(expectations);
        Report report = check(expectations, Optional.ofNullable(deadline).orElse(usualDeadline()));
        PrintWriter out = spec.commandLine().getOut();
        TextReport.lines(report).forEach(out::println);
        List<String> unwritten = outputs.write(report);
        unwritten.forEach(spec.commandLine().getErr()::println);
        return unwritten.isEmpty() || report.exitCode() != 0 ? report.exitCode() : 2;
    }

    /** Adds the changes that {@code --before} asks for; if Prometheus does not answer, a result that says so. */
    Report complete(Report report) {
        if (before == null) {
            return report;
        }
        List<Result> results = new ArrayList<>(report.results());
        List<RedChange> changes = new ArrayList<>();
        try {
            changes.addAll(new RedWindow(addresses.prometheus()).changes(Instant.now(), before));
        } catch (UncheckedIOException e) {
            results.add(new Result(
                    "figures before and now",
                    Outcome.NOT_CHECKED,
                    addresses.prometheus() + " has no figures: " + Endpoint.words(e.getCause()),
                    "Give the address of Prometheus with --prometheus URL.",
                    List.of()));
        }
        return new Report(
                report.title(),
                report.begin(),
                Duration.between(report.begin(), Instant.now()),
                results,
                report.traces(),
                changes,
                report.links());
    }
}
