package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Grafana's units in Perses' names. */
final class Units {

    private static final Map<String, String> PERSES = new TreeMap<>(Map.ofEntries(
            Map.entry("none", "decimal"),
            Map.entry("short", "decimal"),
            // Perses has no units of one's own: the axis names it.
            Map.entry("cores", "decimal"),
            Map.entry("percent", "percent"),
            Map.entry("percentunit", "percent-decimal"),
            Map.entry("ms", "milliseconds"),
            Map.entry("s", "seconds"),
            Map.entry("m", "minutes"),
            Map.entry("h", "hours"),
            Map.entry("d", "days"),
            Map.entry("bytes", "bytes"),
            Map.entry("decbytes", "bytes"),
            Map.entry("bps", "bits/sec"),
            Map.entry("Bps", "bytes/sec"),
            Map.entry("binBps", "bytes/sec"),
            Map.entry("cps", "counts/sec"),
            Map.entry("eps", "events/sec"),
            Map.entry("mps", "messages/sec"),
            Map.entry("ops", "ops/sec"),
            Map.entry("pps", "packets/sec"),
            Map.entry("reqps", "requests/sec"),
            Map.entry("rps", "reads/sec"),
            Map.entry("wps", "writes/sec")));

    private Units() {}

    /**
     * Perses' format of a panel's values.
     *
     * @param defaults {@code fieldConfig.defaults} of a panel
     */
    static Map<String, Object> format(JsonNode defaults, Place place) {
        String unit = defaults.path("unit").asText("none");
        String perses = Optional.ofNullable(PERSES.get(unit))
                .orElseThrow(() -> place.unreadable("its unit '" + unit + "' has no equivalent in Perses. There are: "
                        + String.join(", ", PERSES.keySet())));
        return Spec.of(
                "unit",
                perses,
                "decimalPlaces",
                defaults.path("decimals").isNumber() ? defaults.path("decimals").asInt() : null,
                "shortValues",
                unit.equals("short") || perses.startsWith("bytes") ? true : null);
    }

    /** What the axis says: the unit, if Perses has none of that name. */
    static String axis(JsonNode defaults) {
        String label = defaults.path("custom").path("axisLabel").asText("");
        return label.isEmpty() && defaults.path("unit").asText("").equals("cores") ? "cores" : label;
    }
}
