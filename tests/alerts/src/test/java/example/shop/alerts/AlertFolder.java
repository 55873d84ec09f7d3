package example.shop.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The checkout's folder {@code alerts/}, unmodified. */
final class AlertFolder {

    static final Path PROJECT = ProjectFolder.around(Path.of(""));
    static final Path ALERTS = PROJECT.resolve("alerts");

    private static final JsonMapper JSON = new JsonMapper();

    private AlertFolder() {}

    static List<Path> ruleFiles() {
        return list(ALERTS, ".yaml");
    }

    static List<Path> testFiles() {
        return list(ALERTS.resolve("tests"), ".yaml");
    }

    static List<Path> runbooks() {
        return list(ALERTS.resolve("runbooks"), ".md");
    }

    static Path testFile(String alert) {
        return ALERTS.resolve("tests").resolve(alert + ".yaml");
    }

    static Path runbook(String alert) {
        return ALERTS.resolve("runbooks").resolve(alert + ".md");
    }

    /** Every rule of every file, alerts and recording rules alike. */
    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (Path file : ruleFiles()) {
            for (JsonNode group : yaml(file).path("groups")) {
                for (JsonNode rule : group.path("rules")) {
                    rules.add(new Rule(
                            file.getFileName().toString(),
                            group.path("name").asText(),
                            group.path("interval").asText(),
                            rule));
                }
            }
        }
        return rules;
    }

    static List<Rule> alerts() {
        return rules().stream().filter(Rule::isAlert).toList();
    }

    /** A file with its aliases resolved, which Jackson's YAML leaves as text; unit tests use more than the usual 50. */
    static JsonNode yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1000);
        return JSON.valueToTree(new Yaml(options).load(text(file)));
    }

    static String text(Path file) {
        return read(() -> Files.readString(file));
    }

    /** A file's name without its extension. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
    }

    private static List<Path> list(Path folder, String ending) {
        return read(() -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(ending))
                        .sorted()
                        .toList();
            }
        });
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
