package example.shop.drills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;

/** The state of one alert in Prometheus and Alertmanager. */
final class Alerts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String prometheus;
    private final String alertmanager;

    Alerts(String prometheus, String alertmanager) {
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
    }

    /** {@code inactive}, {@code pending} or {@code firing}; of several alerts the most advanced. */
    String state(String alert, String service, String severity) throws IOException {
        String furthest = "inactive";
        for (JsonNode found : get(prometheus + "/api/v1/alerts").path("data").path("alerts")) {
            JsonNode labels = found.path("labels");
            if (labels.path("alertname").asText().equals(alert)
                    && labels.path("service").asText().equals(service)
                    && labels.path("severity").asText().equals(severity)
                    && !furthest.equals("firing")) {
                furthest = found.path("state").asText();
            }
        }
        return furthest;
    }

    /** True where Alertmanager mutes such an alert because of another one. */
    boolean isMuted(String alert, String service, String severity) throws IOException {
        String filter = "?filter=alertname%3D%22" + alert + "%22&filter=service%3D%22" + service
                + "%22&filter=severity%3D%22" + severity + "%22";
        for (JsonNode found : get(alertmanager + "/api/v2/alerts" + filter)) {
            if (!found.path("status").path("inhibitedBy").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The first value of {@code query}, or NaN where it has none. */
    double value(String query) throws IOException {
        String encoded = Http.encode(query);
        JsonNode result =
                get(prometheus + "/api/v1/query?query=" + encoded).path("data").path("result");
        return result.isEmpty()
                ? Double.NaN
                : result.get(0).path("value").get(1).asDouble();
    }

    private static JsonNode get(String url) throws IOException {
        return JSON.readTree(Http.get(URI.create(url)).body());
    }
}
