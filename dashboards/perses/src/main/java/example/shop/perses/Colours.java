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
        String lowest = null;
        List<Map<String, Object>> steps = new ArrayList<>();
        for (JsonNode step : thresholds.path("steps")) {
            String colour = hex(step.path("color").asText(), place);
            // The colour below the first step; exports have null or no value.
            if (!step.path("value").isNumber()) {
                lowest = colour;
            } else {
                steps.add(Spec.of("value", step.path("value").numberValue(), "color", colour));
            }
        }
        String mode = thresholds.path("mode").asText("absolute").equals("percentage") ? "percent" : "absolute";
        return lowest == null && steps.isEmpty()
                ? Map.of()
                : Spec.of("mode", mode, "defaultColor", lowest, "steps", steps);
    }
}
