package example.shop.perses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pages to which a panel without an equivalent in Perses leads. Perses fills variables in.
 *
 * @param metrics address of Prometheus' page, without a trailing slash
 * @param traces address of the page of traces, without a trailing slash
 * @param kind what that page is
 */
public record Pages(String metrics, String traces, TracePage kind) {

    private static final Pattern ENCODED_VARIABLE =
            Pattern.compile("%24(?:%7B([A-Za-z_]\\w*)(?:%3A\\w+)?%7D|([A-Za-z_]\\w*))");

    /** A tag of a search: a name, and a value that may be quoted. */
    private static final Pattern TAG = Pattern.compile("([^\\s=]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The pages that can show traces. */
    public enum TracePage {
        /** Zipkin, which the lab has: the module with Jaeger lacks its page. */
        ZIPKIN,
        /** Jaeger's own page, which its image has. */
        JAEGER
    }

    /**
     * The graph of queries in PromQL.
     *
     * @param ofSeveralValues names of the variables that may have more than one value, and so stand for a regular expression
     */
    String graph(List<String> queries, Set<String> ofSeveralValues) {
        StringBuilder address = new StringBuilder(metrics + "/query?");
        for (int query = 0; query < queries.size(); query++) {
            // Prometheus' page has no variables.
            String text = queries.get(query)
                    .replaceAll("\\$\\{?__rate_interval}?", "5m")
                    .replaceAll("\\$\\{?__(auto|interval)}?", "1m")
                    .replaceAll("\\$\\{?__range}?", "1h");
            String g = (query == 0 ? "g" : "&g") + query;
            address.append(g + ".expr=" + encoded(text, ofSeveralValues))
                    .append("&g" + query + ".tab=graph&g" + query + ".range_input=1h");
        }
        return address.toString();
    }

    /** Who calls whom. Zipkin asks nothing until its address names a range; Perses fills in that of the dashboard. */
    String callGraph() {
        return traces
                + (kind == TracePage.ZIPKIN
                        ? "/zipkin/dependency?startTime=${__from}&endTime=${__to}"
                        : "/dependencies");
    }

    /**
     * Traces of a service.
     *
     * @param target a panel's query of Jaeger
     */
    String search(JsonNode target, Place place) {
        if (target.path("service").asText("").isEmpty()) {
            throw place.unreadable("its search for traces names no service");
        }
        boolean isZipkin = kind == TracePage.ZIPKIN;
        StringBuilder page = new StringBuilder(traces)
                .append(
                        isZipkin
                                ? "/zipkin/?lookback=range&startTs=${__from}&endTs=${__to}&serviceName="
                                : "/search?lookback=1h&service=")
                .append(encoded(target.path("service").asText()))
                .append("&limit=")
                .append(target.path("limit").asInt(20));
        add(page, isZipkin ? "spanName" : "operation", target.path("operation").asText(""));
        add(page, "minDuration", target.path("minDuration").asText(""));
        add(page, "maxDuration", target.path("maxDuration").asText(""));
        Map<String, String> tags = tags(target.path("tags").asText(""), place);
        if (!tags.isEmpty()) {
            add(page, isZipkin ? "annotationQuery" : "tags", isZipkin ? inZipkin(tags) : inJaeger(tags));
        }
        return page.toString();
    }

    private static void add(StringBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.append('&').append(name).append('=').append(encoded(value));
        }
    }

    private static Map<String, String> tags(String text, Place place) {
        Map<String, String> tags = new TreeMap<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            tags.put(
                    tag.group(1),
                    tag.group(2) == null ? tag.group(3) : tag.group(2).replaceAll("\\\\(.)", "$1"));
        }
        if (!TAG.matcher(text).replaceAll("").isBlank()) {
            throw place.unreadable("its tags '" + text + "' are not of the form name=value or name=\"a value\"");
        }
        return tags;
    }

    private static String inZipkin(Map<String, String> tags) {
        return tags.entrySet().stream()
                // Zipkin's tag 'error' has the message as its value.
                .map(tag -> tag.getKey().equals("error") ? "error" : tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(" and "));
    }

    private static String inJaeger(Map<String, String> tags) {
        try {
            return JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return encoded(text, Set.of());
    }

    /** The text for an address; a variable stays one, and Perses encodes its value. */
    private static String encoded(String text, Set<String> ofSeveralValues) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return ENCODED_VARIABLE.matcher(encoded).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            String variable =
                    ofSeveralValues.contains(name) ? "%28${" + name + ":pipe}%29" : "${" + name + ":percentencode}";
            return Matcher.quoteReplacement(variable);
        });
    }
}
