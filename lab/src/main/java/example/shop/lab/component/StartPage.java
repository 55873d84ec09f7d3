package example.shop.lab.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Port;
import example.shop.lab.ServiceDeclaration;
import example.shop.lab.Settings;
import example.shop.perses.Converter;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One page with the addresses of all others, and the question that each of them answers. */
final class StartPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;

    StartPage(Settings settings) {
        this.settings = settings;
    }

    record Entry(String name, String address, String question) {}

    String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Observable Shop</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #222; background: #fff }
                table { border-collapse: collapse; width: 100%% }
                th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #ddd; vertical-align: top }
                td:first-child { white-space: nowrap }
                @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } a { color: #8ab4f8 } td, th { border-color: #444 } }
                </style>
                </head>
                <body>
                <h1>Observable Shop</h1>
                <h2>Pages</h2>
                %s
                <h2>Dashboards</h2>
                %s
                <h2>Addresses for programs</h2>
                %s
                </body>
                </html>
                """.formatted(table(pages()), table(dashboards()), table(addresses()));
    }

    /** The pages for people; the shop first. */
    List<Entry> pages() {
        List<Entry> entries = new ArrayList<>();
        entries.add(
                new Entry("Shop", gateway() + "/api/products/1", "Does the shop answer? Each visit makes a trace."));
        entries.addAll(ofBackends(true));
        return entries;
    }

    private List<Entry> ofBackends(boolean isForPeople) {
        List<Entry> entries = new ArrayList<>();
        for (Port port : Port.BACKENDS) {
            port.page()
                    .filter(page -> page.isForPeople() == isForPeople)
                    .map(page -> new Entry(page.name(), settings.url(port) + page.path(), page.question()))
                    .ifPresent(entries::add);
        }
        return entries;
    }

    private List<Entry> dashboards() {
        Path folder = settings.project().resolve("dashboards");
        try {
            List<Entry> entries = new ArrayList<>();
            for (Path file : Converter.files(folder)) {
                JsonNode dashboard = JSON.readTree(file.toFile());
                entries.add(new Entry(
                        dashboard.path("title").asText(),
                        settings.url(Port.PERSES) + "/projects/" + Converter.PROJECT + "/dashboards/"
                                + Converter.name(file.getFileName().toString(), dashboard),
                        dashboard.path("description").asText()));
            }
            return entries;
        } catch (IOException e) {
            throw new FatalException("The dashboards in " + folder + " cannot be read", e);
        }
    }

    private List<Entry> addresses() {
        List<Entry> entries = new ArrayList<>();
        for (ServiceDeclaration service : settings.services()) {
            entries.add(
                    new Entry(service.name(), settings.url(service.port()) + "/openapi", "Which routes does it have?"));
            entries.add(new Entry(
                    service.name() + ", management",
                    settings.url(service.management()) + "/metrics",
                    "What does it count? /health/ready, /faults"));
        }
        entries.addAll(ofBackends(false));
        return entries;
    }

    private String gateway() {
        return settings.url(settings.service("gateway").port());
    }

    private static String table(List<Entry> entries) {
        StringBuilder table = new StringBuilder("<table>\n");
        for (Entry entry : entries) {
            table.append("<tr><td><a href=\"%s\">%s</a></td><td>%s</td></tr>\n"
                    .formatted(escaped(entry.address()), escaped(entry.name()), escaped(entry.question())));
        }
        return table.append("</table>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
