package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
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

    private static final Pattern ENCODED_VARIABLE = Pattern.compile("%24(?:%7B)?(\\w+)(?:%7D)?");

    /** The pages that can show traces. */
    public enum TracePage {
        /** Zipkin, which the lab has: the module with Jaeger lacks its page. */
        ZIPKIN,
        /** Jaeger's own page, which its image has. */
        JAEGER
    }

    /** The graph of a query in PromQL. */
    String graph(String query) {
        return metrics + "/query?g0.expr=" + encoded(query) + "&g0.tab=graph&g0.range_input=1h";
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
    String search(JsonNode target) {
        String service = encoded(target.path("service").asText());
        String slowerThan = target.path("minDuration").asText("");
        Map<String, String> tags = new TreeMap<>();
        for (String tag : target.path("tags").asText("").split(" ")) {
            if (tag.contains("=")) {
                tags.put(tag.substring(0, tag.indexOf('=')), tag.substring(tag.indexOf('=') + 1));
            }
        }
        String page = traces
                + (kind == TracePage.ZIPKIN
                        ? "/zipkin/?lookback=range&startTs=${__from}&endTs=${__to}&serviceName="
                        : "/search?lookback=1h&service=")
                + service + "&limit=" + target.path("limit").asInt(20)
                + (slowerThan.isEmpty() ? "" : "&minDuration=" + slowerThan);
        if (tags.isEmpty()) {
            return page;
        }
        return kind == TracePage.ZIPKIN
                ? page + "&annotationQuery=" + encoded(inZipkin(tags))
                : page + "&tags=" + encoded(inJaeger(tags));
    }

    private static String inZipkin(Map<String, String> tags) {
        return tags.entrySet().stream()
                // Zipkin's tag 'error' has the message as its value.
                .map(tag -> tag.getKey().equals("error") ? "error" : tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(" and "));
    }

    private static String inJaeger(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> "\"" + tag.getKey() + "\":\"" + tag.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The text for an address; a variable stays one, and Perses encodes its value. */
    private static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return ENCODED_VARIABLE.matcher(encoded).replaceAll("\\${$1:percentencode}");
    }
}
