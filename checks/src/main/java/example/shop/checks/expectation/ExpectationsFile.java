package example.shop.checks.expectation;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads an expectations file strictly: anything unknown is an error with its line. */
public final class ExpectationsFile {

    private ExpectationsFile() {}

    /** @throws example.shop.signals.FatalException if the file cannot be read or is invalid */
    public static Expectations read(Path file) {
        YamlMap all = YamlNode.read(file).map().allow("services", "shapes", "metrics", "logs");
        List<Shape> shapes = all.list("shapes").stream()
                .map(shape -> new ShapeReader(shape.named("a shape")).read())
                .toList();
        Set<String> names = new HashSet<>();
        shapes.stream().filter(shape -> !names.add(shape.name())).findFirst().ifPresent(twice -> {
            throw all.at().error("there are two shapes named '" + twice.name() + "'");
        });
        Expectations expectations = new Expectations(
                all.entries("services", ExpectationsFile::place),
                shapes,
                all.optional("metrics")
                        .map(metrics -> metrics(metrics.named("metrics").map()))
                        .orElse(Expectations.Metrics.NONE),
                all.optional("logs").map(logs -> logs(logs.named("logs").map())).orElse(Expectations.Logs.USUAL));
        if (shapes.isEmpty() && expectations.metrics().isEmpty()) {
            throw all.at().error("the file expects nothing: it must have shapes or metrics");
        }
        return expectations;
    }

    /** Keys: service, method (default GET), path, headers, body, status (default 200). */
    static Expectations.Request request(YamlNode node) {
        YamlMap request = node.map().allow("service", "method", "path", "headers", "body", "status");
        YamlNode path = request.required("path");
        if (!path.text().startsWith("/")) {
            throw path.error(path.what() + " must begin with a slash; the rest of the address is the service's");
        }
        return new Expectations.Request(
                request.required("service").text(),
                request.optional("method").map(YamlNode::text).orElse("GET").toUpperCase(Locale.ROOT),
                path.text(),
                request.entries("headers", YamlNode::text),
                request.optional("body").map(YamlNode::text),
                request.optional("status").map(status -> status.number(100)).orElse(200));
    }

    private static Expectations.Place place(YamlNode node) {
        YamlMap place = node.map().allow("url", "management");
        return new Expectations.Place(
                place.required("url").text(), place.optional("management").map(YamlNode::text));
    }

    private static Expectations.Logs logs(YamlMap logs) {
        logs.allow("query", "service-label");
        YamlNode query = logs.required("query");
        if (!query.text().contains("${trace}")) {
            throw query.error("query of logs must have ${trace} in the place of the trace id");
        }
        return new Expectations.Logs(
                query.text(), logs.optional("service-label").map(YamlNode::text));
    }

    private static Expectations.Metrics metrics(YamlMap metrics) {
        metrics.allow("service-label", "requests", "names", "queries", "exemplars");
        return new Expectations.Metrics(
                metrics.optional("service-label").map(YamlNode::text).orElse("service"),
                metrics.list("requests").stream().map(ExpectationsFile::request).toList(),
                metrics.list("names").stream().map(ExpectationsFile::metric).toList(),
                metrics.list("queries").stream().map(ExpectationsFile::query).toList(),
                metrics.list("exemplars").stream().map(YamlNode::text).toList());
    }

    private static Expectations.Metric metric(YamlNode node) {
        YamlMap metric = node.named("a metric").map().allow("name", "labels", "services");
        return new Expectations.Metric(
                metric.required("name").text(),
                metric.list("labels").stream().map(YamlNode::text).toList(),
                metric.list("services").stream().map(YamlNode::text).toList());
    }

    private static Expectations.Query query(YamlNode node) {
        YamlMap query = node.named("a query").map().allow("query", "may-be-empty");
        return new Expectations.Query(query.required("query").text(), query.flag("may-be-empty", false));
    }
}
