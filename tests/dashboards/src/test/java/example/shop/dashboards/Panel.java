package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

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
