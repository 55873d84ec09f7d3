package example.shop.perses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Converts dashboards in the form of Grafana 12 to dashboards of Perses 0.52, so that nobody edits a dashboard twice. Perses'
 * own migration does not do: it turns queries of Loki into queries of Prometheus, and panels of lines, bars and calls into texts.
 */
public final class Converter {

    /** The project of Perses that all dashboards belong to; {@code infra/perses} creates it. */
    public static final String PROJECT = "observable-shop";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Pattern LAST = Pattern.compile("now-(\\d+[smhdwy])");

    private final Pages pages;

    public Converter(Pages pages) {
        this.pages = pages;
    }

    /**
     * {@code DASHBOARDS OUT METRICS TRACES zipkin|jaeger}: folder of dashboards, folder to write to, addresses of the pages of
     * metrics and traces, and what the latter is.
     */
    public static void main(String[] arguments) {
        if (arguments.length != 5 || !List.of("zipkin", "jaeger").contains(arguments[4])) {
            System.err.println("Use: Converter DASHBOARDS OUT METRICS TRACES zipkin|jaeger");
            System.exit(2);
        }
        try {
            Pages.TracePage traces = Pages.TracePage.valueOf(arguments[4].toUpperCase(Locale.ROOT));
            Converter converter = new Converter(new Pages(arguments[2], arguments[3], traces));
            System.out.println(converter.convertAll(Path.of(arguments[0]), Path.of(arguments[1])) + " dashboards");
        } catch (FatalException unreadable) {
            System.err.println(unreadable.getMessage());
            System.exit(1);
        }
    }

    /**
     * Converts every dashboard of a folder, and deletes those that an earlier call wrote and that are no more. Changes nothing
     * if one of them cannot be converted.
     *
     * @return how many there are
     */
    public int convertAll(Path dashboards, Path out) {
        Map<String, String> converted = convertAll(dashboards);
        try {
            Files.createDirectories(out);
            for (Path earlier : json(out)) {
                if (!converted.containsKey(earlier.getFileName().toString())) {
                    Files.delete(earlier);
                }
            }
            for (Map.Entry<String, String> dashboard : converted.entrySet()) {
                Files.writeString(out.resolve(dashboard.getKey()), dashboard.getValue());
            }
            return converted.size();
        } catch (IOException e) {
            throw new FatalException("The converted dashboards cannot be written to " + out, e);
        }
    }

    /**
     * Perses' JSON of every dashboard of a folder, by the name of its file.
     *
     * @throws FatalException if there is none, or if one cannot be converted
     */
    public Map<String, String> convertAll(Path dashboards) {
        Map<String, String> converted = new LinkedHashMap<>();
        try {
            for (Path file : json(dashboards)) {
                String name = file.getFileName().toString();
                converted.put(name, convert(name, Files.readString(file)));
            }
        } catch (IOException e) {
            throw new FatalException("The dashboards of " + dashboards + " cannot be read", e);
        }
        if (converted.isEmpty()) {
            throw new FatalException(dashboards + " has no dashboard: no file whose name ends with .json");
        }
        return converted;
    }

    private static List<Path> json(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Perses' JSON of one dashboard.
     *
     * @param file its name, for messages
     * @param grafana its text
     * @throws FatalException if something in it has no equivalent; the message says where
     */
    public String convert(String file, String grafana) {
        Place place = new Place(file, "");
        try {
            JsonNode dashboard = JSON.readTree(grafana);
            if (!dashboard.path("title").isTextual()
                    || !dashboard.path("panels").isArray()) {
                throw place.unreadable("it has no 'title' or no 'panels', as a dashboard of Grafana has");
            }
            return JSON.writeValueAsString(convert(place, dashboard)) + "\n";
        } catch (JsonProcessingException e) {
            throw place.unreadable("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private Map<String, Object> convert(Place place, JsonNode dashboard) {
        String name = name(place.file(), dashboard);
        if (!name.matches("[a-zA-Z0-9_.-]{1,75}")) {
            throw place.unreadable("its uid '" + name
                    + "' is longer than 75 characters, or has others than a-z, A-Z, 0-9, '_', '.', '-'");
        }
        List<Object> variables = new ArrayList<>();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            Variables.variable(variable, place).ifPresent(variables::add);
        }
        Layout layout = new Layout(new Panels(pages, place), dashboard.path("panels"));
        String refresh = dashboard.path("refresh").asText("");
        Map<String, Object> spec = Spec.of(
                "display",
                        Spec.of(
                                "name", dashboard.path("title").asText(),
                                "description", dashboard.path("description").asText("")),
                "duration", duration(dashboard.path("time"), place),
                "refreshInterval", refresh.isEmpty() ? null : refresh,
                "variables", variables,
                "panels", layout.panels(),
                "layouts", layout.grids());
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("kind", "Dashboard");
        resource.put("metadata", Spec.of("name", name, "project", PROJECT));
        resource.put("spec", spec);
        return resource;
    }

    /**
     * The name of a dashboard in Perses, which its address ends with.
     *
     * @param file the name of its file, which counts where it has no uid
     */
    public static String name(String file, JsonNode dashboard) {
        return dashboard.path("uid").asText(file.replaceFirst("\\.json$", ""));
    }

    private static String duration(JsonNode time, Place place) {
        String from = time.path("from").asText("now-1h");
        Matcher matcher = LAST.matcher(from);
        if (!matcher.matches()) {
            throw place.unreadable("its time range begins at '" + from + "', which is not of the form now-1h");
        }
        return matcher.group(1);
    }
}
