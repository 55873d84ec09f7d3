package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A series in the result of a query.
 *
 * @param legend as the panel writes it
 * @param points by milliseconds since 1970
 */
record Found(String legend, Map<String, String> labels, TreeMap<Long, Double> points) {

    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    static Found of(Target target, JsonNode series) {
        Map<String, String> labels = new TreeMap<>();
        series.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        TreeMap<Long, Double> points = new TreeMap<>();
        series.path("values").forEach(point -> add(points, point));
        if (series.has("value")) {
            add(points, series.path("value"));
        }
        String legend = LABEL.matcher(target.json().path("legendFormat").asText("__auto"))
                .replaceAll(label -> Matcher.quoteReplacement(labels.getOrDefault(label.group(1), "")));
        return new Found(legend.equals("__auto") ? String.join(" ", labels.values()) : legend, labels, points);
    }

    double last() {
        return points.lastEntry().getValue();
    }

    private static void add(Map<Long, Double> points, JsonNode point) {
        double value = point.path(1).asDouble();
        if (Double.isFinite(value)) {
            points.put((long) (point.path(0).asDouble() * 1000), value);
        }
    }
}
