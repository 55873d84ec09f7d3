package example.shop.checks.command;

import example.shop.checks.report.HtmlReport;
import example.shop.checks.report.JUnitReport;
import example.shop.checks.report.JsonReport;
import example.shop.checks.report.MarkdownReport;
import example.shop.checks.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The files of a report, each in its own format. */
final class Outputs {

    /** The writer of each format, by option. */
    private static final Map<String, Function<Report, String>> WRITERS = Map.of(
            "json", JsonReport::write,
            "junit", JUnitReport::write,
            "markdown", MarkdownReport::write,
            "html", HtmlReport::write);

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
        List<String> unwritten = new ArrayList<>();
        files().forEach((form, file) -> {
            try {
                if (file.getParent() != null) {
                    Files.createDirectories(file.getParent());
                }
                byte[] text = WRITERS.get(form).apply(report).getBytes(StandardCharsets.UTF_8);
                if (form.equals("markdown")) {
                    // A summary may hold text of an earlier step of the workflow.
                    Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } else {
                    Files.write(file, text);
                }
            } catch (IOException e) {
                unwritten.add("The report cannot be written to " + file + " (" + e + ").");
            }
        });
        return unwritten;
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        put(files, "json", json);
        put(files, "junit", junit);
        put(files, "markdown", markdown);
        put(files, "html", html);
        return files;
    }

    private static void put(Map<String, Path> files, String form, Path file) {
        if (file != null && !file.toString().isBlank()) {
            files.put(form, file);
        }
    }
}
