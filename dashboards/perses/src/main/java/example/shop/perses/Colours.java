package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Grafana's names of colours, and the thresholds that use them. */
final class Colours {

    private static final Map<String, String> HEX = Map.of(
            "green", "#73bf69",
            "yellow", "#fade2a",
            "orange", "#ff9830",
            "red", "#f2495c",
            "blue", "#5794f2",
            "purple", "#b877d9",
            "text", "#808080",
            "transparent", "#808080");

    private Colours() {}

    /** @param name such as {@code green}, {@code dark-green} or {@code #73bf69} */
    static String hex(String name, Place place) {
        if (name.matches("#([0-9a-fA-F]{3}){1,2}")) {
            return name;
        }
        String plain = name.replaceFirst("^(semi-|super-)?(dark|light)-", "");
        if (!HEX.containsKey(plain)) {
            throw place.unreadable("its colour '" + name + "' is neither of the form #73bf69 nor one of "
                    + HEX.keySet().stream().sorted().toList());
        }
        return HEX.get(plain);
    }

    /** @param defaults {@code fieldConfig.defaults} of a panel */
    static Map<String, Object> thresholds(JsonNode defaults, Place place) {
        JsonNode thresholds = defaults.path("thresholds");
        boolean isShare = thresholds.path("mode").asText("absolute").equals("percentage");
        String lowest = null;
        List<Map<String, Object>> steps = new ArrayList<>();
        for (JsonNode step : thresholds.path("steps")) {
            String colour = hex(step.path("color").asText(), place);
            JsonNode value = step.path("value");
            if (value.isNumber()) {
                Object from = isShare ? (Object) share(value.asDouble(), defaults, place) : value.numberValue();
                steps.add(Spec.of("value", from, "color", colour));
            } else if (value.isNull() || value.isMissingNode()) {
                // The colour below the first step.
                lowest = colour;
            } else {
                throw place.unreadable("its threshold '" + value.asText() + "' is no number");
            }
        }
        return lowest == null && steps.isEmpty()
                ? Map.of()
                : Spec.of("mode", "absolute", "defaultColor", lowest, "steps", steps);
    }

    /** Perses knows no share of a range, but its value. */
    private static double share(double percent, JsonNode defaults, Place place) {
        JsonNode min = defaults.path("min");
        JsonNode max = defaults.path("max");
        if (!min.isNumber() || !max.isNumber()) {
            throw place.unreadable("its thresholds are percentages of a range, and it has no 'min' or no 'max'");
        }
        return min.asDouble() + percent / 100 * (max.asDouble() - min.asDouble());
    }
}
