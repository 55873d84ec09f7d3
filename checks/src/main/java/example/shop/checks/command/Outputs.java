package example.shop.checks.command;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import example.shop.checks.report.HtmlReport;
import example.shop.checks.report.JUnitReport;
import example.shop.checks.report.JsonReport;
import example.shop.checks.report.MarkdownReport;
import example.shop.checks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The files of a report, each in its own format. */
final class Outputs {

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
    private Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Writes the report as JUnit XML.")
    private Path junit;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            defaultValue = "${env:GITHUB_STEP_SUMMARY}",
            description = "Appends the report as Markdown; GITHUB_STEP_SUMMARY, which a workflow shows as its summary.")
    private Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the report as one HTML page.")
    private Path html;

    /** Writes each requested format, even if another fails; returns the failures, in words. */
    List<String> write(Report report) {
        return Stream.of(
                        failure(json, () -> JsonReport.write(report)),
                        failure(junit, () -> JUnitReport.write(report)),
                        // A summary may hold text of an earlier step of the workflow.
                        failure(markdown, () -> MarkdownReport.write(report), CREATE, APPEND),
                        failure(html, () -> HtmlReport.write(report)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Writes {@code text} to {@code file} if it is requested; returns the failure, in words. */
    private static Optional<String> failure(Path file, Supplier<String> text, OpenOption... options) {
        if (file == null || file.toString().isBlank()) {
            return Optional.empty();
        }
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text.get(), options);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The report cannot be written to " + file + " (" + e + ").");
        }
    }
}
