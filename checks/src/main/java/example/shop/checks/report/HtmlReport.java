package example.shop.checks.report;

import example.shop.checks.metric.RedWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report as one self-contained page: no network, no script. Its own rules forbid both, so that a name from a trace
 * stays text, whatever its content.
 */
public final class HtmlReport {

    private HtmlReport() {}

    public static String write(Report report) {
        String outcome = Verdict.outcome(report).name().toLowerCase(Locale.ROOT);
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
                <link rel="icon" href="data:,">
                <title>%s: %s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header class="%s">
                <h1>%s</h1>
                <p class="verdict">%s</p>
                <p>%s</p>
                </header>
                <main>
                """.formatted(
                        Html.text(report.title()),
                        Verdict.of(report),
                        styles(),
                        outcome,
                        Html.text(report.title()),
                        Verdict.of(report),
                        Verdict.when(report)));
        html.append(results(report.results()));
        report.traces().forEach(trace -> html.append(HtmlTrace.write(trace)));
        html.append(changes(report.changes())).append(links(report.links()));
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String results(List<Result> results) {
        if (results.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n<h2>Checks</h2>\n<ul class=\"checks\">\n");
        for (Result result : results) {
            html.append("""
                    <li class="%s">
                    <p><span class="outcome">%s</span> <strong>%s</strong></p>
                    <p>%s</p>
                    """.formatted(
                            result.outcome().name().toLowerCase(Locale.ROOT),
                            Verdict.words(result.outcome()),
                            Html.text(result.check()),
                            Html.text(result.said())));
            if (!result.hint().isEmpty()) {
                html.append("<p class=\"hint\">Next step: " + Html.text(result.hint()) + "</p>\n");
            }
            html.append(Html.block(result.details())).append("</li>\n");
        }
        return html.append("</ul>\n</section>\n").toString();
    }

    private static String changes(List<RedWindow.Change> changes) {
        if (changes.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("""
                <section>
                <h2>Before and now</h2>
                <div class="wide"><table>
                <thead><tr><th>service</th><th></th><th>before</th><th>now</th><th>change</th></tr></thead>
                <tbody>
                """);
        RedRow.of(changes)
                .forEach(row -> html.append("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                        .formatted(Html.text(row.service()), row.figure(), row.before(), row.now(), row.change())));
        return html.append("</tbody>\n</table></div>\n</section>\n").toString();
    }

    private static String links(Map<String, String> links) {
        if (links.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<section>\n<h2>Links</h2>\n<ul>\n");
        links.forEach((name, address) ->
                html.append("<li>").append(Html.link(name, address)).append("</li>\n"));
        return html.append("</ul>\n</section>\n").toString();
    }

    private static String styles() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
