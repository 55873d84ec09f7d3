package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts and colours instead of values. */
final class Mappings {

    private Mappings() {}

    static List<Object> of(JsonNode defaults, Place place) {
        List<Object> mappings = new ArrayList<>();
        for (JsonNode mapping : defaults.path("mappings")) {
            JsonNode options = mapping.path("options");
            switch (mapping.path("type").asText()) {
                case "value" ->
                    options.fields()
                            .forEachRemaining(value -> mappings.add(Spec.kind(
                                    "Value",
                                    Spec.of("value", value.getKey(), "result", result(value.getValue(), place)))));
                case "range" ->
                    mappings.add(Spec.kind(
                            "Range",
                            Spec.of(
                                    "from", Spec.number(options, "from"),
                                    "to", Spec.number(options, "to"),
                                    "result", result(options.path("result"), place))));
                case "regex" ->
                    mappings.add(Spec.kind(
                            "Regex",
                            Spec.of(
                                    "pattern", options.path("pattern").asText(),
                                    "result", result(options.path("result"), place))));
                default ->
                    throw place.unreadable("its value mapping of type '"
                            + mapping.path("type").asText() + "' is not value, range or regex");
            }
        }
        return mappings;
    }

    private static Map<String, Object> result(JsonNode result, Place place) {
        String colour = result.path("color").asText("");
        String text = result.path("text").asText("");
        return Spec.of(
                "value", text.isEmpty() ? null : text, "color", colour.isEmpty() ? null : Colours.hex(colour, place));
    }
}
