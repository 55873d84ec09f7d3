package example.shop.perses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
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

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern LAST = Pattern.compile("now-(\\d{1,6}[smhdwy])");
    private static final Pattern REFRESH = Pattern.compile("\\d{1,6}(ms|[smhdwy])");

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
        Map<String, byte[]> converted = new LinkedHashMap<>();
        try {
            if (Files.exists(out) && Files.isSameFile(dashboards, out)) {
                throw new FatalException(
                        out + " is the folder of the dashboards of Grafana. Choose another one to write to.");
            }
            for (Map.Entry<String, String> dashboard : convertAll(dashboards).entrySet()) {
                converted.put(dashboard.getKey(), utf8(dashboard.getKey(), dashboard.getValue()));
            }
            Files.createDirectories(out);
            for (Path earlier : files(out)) {
                if (!converted.containsKey(earlier.getFileName().toString()) && isConverted(earlier)) {
                    Files.delete(earlier);
                }
            }
            for (Map.Entry<String, byte[]> dashboard : converted.entrySet()) {
                Files.write(out.resolve(dashboard.getKey()), dashboard.getValue());
            }
            return converted.size();
        } catch (IOException e) {
            throw new FatalException("The converted dashboards cannot be written to " + out, e);
        }
    }

    /**
     * Perses' JSON of every dashboard of a folder, by the name of its file.
     *
     * @throws FatalException if there is none, if one cannot be converted, or if two have the same name in Perses
     */
    public Map<String, String> convertAll(Path dashboards) {
        Map<String, String> converted = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        try {
            for (Path path : files(dashboards)) {
                String file = path.getFileName().toString();
                Place place = new Place(file, "");
                JsonNode dashboard = parse(place, read(path, place));
                converted.put(file, convert(place, dashboard));
                // Perses does not tell capital letters from others.
                String other = names.put(name(file, dashboard).toLowerCase(Locale.ROOT), file);
                if (other != null) {
                    throw place.unreadable("its uid is that of " + other);
                }
            }
        } catch (IOException e) {
            throw new FatalException("The dashboards of " + dashboards + " cannot be read", e);
        }
        if (converted.isEmpty()) {
            throw new FatalException(dashboards + " has no dashboard: no file whose name ends with .json");
        }
        return converted;
    }

    private static String read(Path file, Place place) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw place.unreadable("it is not text in UTF-8");
        } catch (IOException e) {
            throw new FatalException(file + " cannot be read", e);
        }
    }

    private static byte[] utf8(String file, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new Place(file, "").unreadable("it has half of a character, such as \\ud800");
        }
    }

    /** Whether this class wrote the file; others may stand beside it. */
    private static boolean isConverted(Path file) {
        try {
            JsonNode resource = JSON.readTree(file.toFile());
            return resource.path("kind").asText().equals("Dashboard")
                    && resource.at("/metadata/project").asText().equals(PROJECT);
        } catch (IOException another) {
            return false;
        }
    }

    /** The files of a folder that are dashboards by their names, sorted. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".json") && Files.isRegularFile(path))
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
        return convert(place, parse(place, grafana));
    }

    private static JsonNode parse(Place place, String grafana) {
        try {
            return JSON.readTree(grafana);
        } catch (JsonProcessingException e) {
            throw place.unreadable("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private String convert(Place place, JsonNode dashboard) {
        if (!dashboard.path("rows").isEmpty()) {
            throw place.unreadable("it has the form of before Grafana 5, with 'rows'. Open it in Grafana, and save it");
        }
        if (!dashboard.path("title").isTextual() || !dashboard.path("panels").isArray()) {
            throw place.unreadable("it has no 'title' or no 'panels', as a dashboard of Grafana has");
        }
        try {
            return JSON.writeValueAsString(resource(place, dashboard)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> resource(Place place, JsonNode dashboard) {
        String name = name(place.file(), dashboard);
        if (!name.matches("[a-zA-Z0-9_.-]{1,75}")) {
            throw place.unreadable("its uid '" + name
                    + "' is longer than 75 characters, or has others than a-z, A-Z, 0-9, '_', '.', '-'");
        }
        Variables variables = new Variables(dashboard.path("templating").path("list"), place);
        Panels panels = new Panels(pages, variables.ofSeveralValues(), place);
        Layout layout = new Layout(panels, dashboard.path("panels"), place);
        String refresh = dashboard.path("refresh").asText("");
        Map<String, Object> spec = Spec.of(
                "display",
                        Spec.of(
                                "name", dashboard.path("title").asText(),
                                "description", dashboard.path("description").asText("")),
                "duration", duration(dashboard.path("time"), place),
                "refreshInterval", REFRESH.matcher(refresh).matches() ? refresh : null,
                "variables", variables.converted());
        // Perses' page breaks where one of them is missing.
        spec.put("panels", layout.panels());
        spec.put("layouts", layout.grids());
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
        String to = time.path("to").asText("now");
        if (!to.equals("now")) {
            throw place.unreadable("its time range ends at '" + to + "', not now");
        }
        return matcher.group(1);
    }
}
