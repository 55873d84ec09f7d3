package example.shop.perses;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Refuses what Perses would show wrongly, or not at all, without a word. */
final class Limits {

    /** Panels that become panels of numbers. */
    private static final Set<String> OF_NUMBERS = Set.of("timeseries", "stat", "barchart");

    /** Settings of single series that would change what is read from the drawing. */
    private static final Set<String> OF_SERIES = Set.of(
            "unit",
            "min",
            "max",
            "decimals",
            "mappings",
            "thresholds",
            "displayName",
            "custom.transform",
            "custom.stacking",
            "custom.axisPlacement",
            "custom.hideFrom");

    private Limits() {}

    static void check(JsonNode panel, Place place) {
        if (panel.has("libraryPanel")) {
            throw place.unreadable("it is a library panel. Unlink it in Grafana, and save the dashboard");
        }
        if (panel.path("repeat").isTextual()) {
            throw place.unreadable(
                    "it repeats for each value of '" + panel.path("repeat").asText() + "'");
        }
        for (String own : new String[] {"timeFrom", "timeShift"}) {
            if (!panel.path(own).asText("").isEmpty()) {
                throw place.unreadable("it has a time range of its own, '" + own + "'");
            }
        }
        if (OF_NUMBERS.contains(panel.path("type").asText())) {
            checkNumbers(panel, place);
        }
    }

    private static void checkNumbers(JsonNode panel, Place place) {
        for (JsonNode transformation : panel.path("transformations")) {
            if (!transformation.path("disabled").asBoolean() && !isOfNames(transformation)) {
                throw place.unreadable("its transformation '"
                        + transformation.path("id").asText() + "' changes what the query answers");
            }
        }
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            for (JsonNode property : override.path("properties")) {
                String id = property.path("id").asText();
                if (OF_SERIES.contains(id)) {
                    throw place.unreadable("it has a setting '" + id + "' of a single series");
                }
            }
        }
        String stacking = panel.path("fieldConfig")
                .path("defaults")
                .path("custom")
                .path("stacking")
                .path("mode")
                .asText("none");
        if (!Set.of("none", "normal").contains(stacking)) {
            throw place.unreadable("it stacks its series as '" + stacking + "', not as none or normal");
        }
        JsonNode options = panel.path("options");
        if (panel.path("type").asText().equals("stat")
                && (options.path("reduceOptions").path("values").asBoolean()
                        || !options.path("reduceOptions")
                                .path("fields")
                                .asText("")
                                .isEmpty()
                        || options.path("textMode").asText("").equals("name"))) {
            throw place.unreadable(
                    "it shows names, chosen fields or every value, and Perses one number of each series");
        }
    }

    /** Whether it only hides the time, or names the column of values. */
    private static boolean isOfNames(JsonNode transformation) {
        if (!transformation.path("id").asText().equals("organize")) {
            return false;
        }
        JsonNode options = transformation.path("options");
        for (var excluded : options.path("excludeByName").properties()) {
            if (excluded.getValue().asBoolean() && !excluded.getKey().equals("Time")) {
                return false;
            }
        }
        return true;
    }
}
