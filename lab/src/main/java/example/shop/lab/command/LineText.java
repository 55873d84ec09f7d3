package example.shop.lab.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.signals.Loki;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats a log line for people: time, level, container, message, the line's own fields, the causes of an exception. */
final class LineText {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fields that the text shows already, or that are the same on every line of a trace. */
    private static final Set<String> KNOWN = Set.of(
            "timestamp",
            "level",
            "loggerName",
            "message",
            "service",
            "threadName",
            "traceId",
            "spanId",
            "parentId",
            "sampled",
            "stackTrace");

    private LineText() {}

    static String of(Loki.Line line) {
        return String.format(
                        "%s  %-5s %-9s %s",
                        line.at().truncatedTo(ChronoUnit.MILLIS),
                        line.labels().getOrDefault("level", ""),
                        line.labels().getOrDefault("container", ""),
                        said(line.text()))
                .stripTrailing();
    }

    private static String said(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                String fields = json.properties().stream()
                        .filter(field -> !KNOWN.contains(field.getKey()))
                        .map(field -> "  " + field.getKey() + "="
                                + (field.getValue().isValueNode()
                                        ? field.getValue().asText()
                                        : field.getValue().toString()))
                        .collect(Collectors.joining());
                return printable(json.path("message").asText() + fields)
                        + causes(json.path("stackTrace").asText());
            }
        } catch (JsonProcessingException plain) {
            // A line that is not JSON is its own message.
        }
        return printable(text);
    }

    /** The lines of a stack trace that name an exception; the frames are in the line itself. */
    private static String causes(String stackTrace) {
        return stackTrace
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .map(line -> "\n       " + printable(line))
                .collect(Collectors.joining());
    }

    /** A line may hold input from a caller, which must not control the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
