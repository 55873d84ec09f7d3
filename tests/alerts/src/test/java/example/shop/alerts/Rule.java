package example.shop.alerts;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One rule in a file of {@code alerts/}.
 *
 * @param file the file's name, such as {@code services.yaml}
 * @param group the name of its group
 * @param interval how often the group is evaluated, as written; empty where not set
 * @param node the rule itself
 */
record Rule(String file, String group, String interval, JsonNode node) {

    boolean isAlert() {
        return node.has("alert");
    }

    /** The name of the alert or of the recorded metric. */
    String name() {
        return node.path(isAlert() ? "alert" : "record").asText();
    }

    String expression() {
        return node.path("expr").asText();
    }

    /** How long the condition has to hold, as written; empty where the alert fires at once. */
    String holdFor() {
        return node.path("for").asText();
    }

    /** A label that the rule adds; empty where it adds none. */
    String label(String name) {
        return node.path("labels").path(name).asText();
    }

    String annotation(String name) {
        return node.path("annotations").path(name).asText();
    }

    @Override
    public String toString() {
        return file + ": " + name();
    }
}
