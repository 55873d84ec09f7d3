package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;

/** One query of a panel. */
record Target(Panel panel, JsonNode json) {

    /** The type of its data source: {@code prometheus}, {@code loki} or {@code jaeger}. */
    String source() {
        return json.path("datasource").path("type").asText();
    }

    /** In PromQL or LogQL, with variables; empty for Jaeger. */
    String expression() {
        return json.path("expr").asText();
    }

    boolean isInstant() {
        return json.path("instant").asBoolean()
                || json.path("queryType").asText().equals("instant");
    }

    /** All text that may hold a variable. */
    String text() {
        return json.toString();
    }

    boolean uses(String variable) {
        return text().contains("$" + variable) || text().contains("${" + variable + "}");
    }

    /** True for metrics that only the profile gateway of compose has; the lab has no nginx. */
    boolean isOfNginx() {
        return expression().contains("nginx_");
    }

    @Override
    public String toString() {
        return panel + " " + json.path("refId").asText();
    }
}
