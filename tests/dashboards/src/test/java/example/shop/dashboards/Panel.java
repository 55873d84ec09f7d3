package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A panel of the dashboard {@code dashboard}. */
record Panel(String dashboard, JsonNode json) {

    String title() {
        return json.path("title").asText();
    }

    String type() {
        return json.path("type").asText();
    }

    String unit() {
        return defaults().path("unit").asText();
    }

    JsonNode defaults() {
        return json.path("fieldConfig").path("defaults");
    }

    List<Target> targets() {
        return json.path("targets")
                .valueStream()
                .map(target -> new Target(this, target))
                .toList();
    }

    /** Fields that it picks, orders, renames or draws by, as its data source names them. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        for (JsonNode transformation : json.path("transformations")) {
            JsonNode options = transformation.path("options");
            options.path("include").path("names").forEach(name -> columns.add(name.asText()));
            options.path("renameByName").fieldNames().forEachRemaining(columns::add);
            options.path("indexByName").fieldNames().forEachRemaining(columns::add);
        }
        if (json.path("options").has("xField")) {
            columns.add(json.path("options").path("xField").asText());
        }
        return columns;
    }

    /** Every link of the panel and of its fields, as a URL with variables. */
    List<String> links() {
        List<String> urls = new ArrayList<>();
        defaults().path("links").forEach(link -> urls.add(link.path("url").asText()));
        for (JsonNode override : json.path("fieldConfig").path("overrides")) {
            for (JsonNode property : override.path("properties")) {
                if (property.path("id").asText().equals("links")) {
                    property.path("value")
                            .forEach(link -> urls.add(link.path("url").asText()));
                }
            }
        }
        return urls;
    }

    @Override
    public String toString() {
        return dashboard + ": " + title();
    }
}
